import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../components/card.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import type { PickedRole } from '../../components/pick-role.tsx';
import type { PickedScope } from '../../components/pick-scope.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import type { PolicyChanges } from '../../lib/api-types.ts';
import { settingStrings } from '../../strings/roles.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { previewQuery } from '../roles/role-queries.ts';
import { ruleInWords } from '../roles/settings/rule-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '8px' },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  before: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
  refused: { color: tokens.colorStatusDangerForeground1 },
  warned: { color: tokens.colorStatusWarningForeground1 },
});

interface TargetPreviewProps {
  readonly role: PickedRole;
  readonly scope: PickedScope;
  readonly rules: PolicyChanges;
}

/** What the template would change for a role at a scope, for whom, and why it could not. */
export function TargetPreview({ role, scope, rules }: TargetPreviewProps) {
  const styles = useStyles();
  const { data, error } = useQuery(previewQuery(role.id, scope.path, rules));
  return (
    <Card>
      <RoleChip role={role} scope={scope} />
      {error === null ? null : <span className={styles.refused}>{problemInWords(error)}</span>}
      {data === undefined && error === null ? <RowSkeletons count={1} height={32} /> : null}
      {data === undefined ? null : (
        <>
          {data.differences.length === 0 ? words.noChange : null}
          <ul className={styles.list}>
            {data.differences.map(({ rule, before, after }) => (
              <li key={rule}>
                <div className={styles.name}>{settingStrings.names[rule]}</div>
                <div className={styles.before}>{ruleInWords(rule, { [rule]: before })}</div>
                <div>{ruleInWords(rule, { [rule]: after })}</div>
              </li>
            ))}
          </ul>
          {data.affected === null ? null : (
            <div>
              {settingStrings.affected(data.affected.eligiblePeople, data.affected.eligibleServicePrincipals)};{' '}
              {settingStrings.pending(data.affected.pendingRequests, data.affected.pendingRequestsClosed)}
            </div>
          )}
          {data.warnings.map(({ code, message }) => (
            <div key={code} className={styles.warned}>
              {settingStrings.warnings}: {message}
            </div>
          ))}
        </>
      )}
    </Card>
  );
}
