import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/card.tsx';
import { problemInWords } from '../../../components/error-state.tsx';
import { RowSkeletons } from '../../../components/row-skeletons.tsx';
import { Section } from '../../../components/section.tsx';
import type { Policy, PolicyChanges } from '../../../lib/api-types.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { settingStrings as words } from '../../../strings/roles.ts';
import { previewQuery } from '../role-queries.ts';
import { ruleInWords } from './rule-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '10px' },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  before: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
  after: { fontWeight: tokens.fontWeightSemibold },
  refused: { color: tokens.colorStatusDangerForeground1 },
  warned: { color: tokens.colorStatusWarningForeground1 },
});

interface ChangePreviewProps {
  readonly policy: Policy;
  readonly changes: PolicyChanges;
}

/** Before and after of each rule that changes, who is affected, and what is worth a second look. */
export function ChangePreview({ policy, changes }: ChangePreviewProps) {
  const styles = useStyles();
  const settled = useSettled(JSON.stringify(changes), 300);
  const rules: PolicyChanges = JSON.parse(settled);
  const isChanged = Object.keys(rules).length > 0;
  const { data, error, isPending } = useQuery({
    ...previewQuery(policy.role.id, policy.scope.path, rules),
    enabled: isChanged,
  });
  return (
    <Section title={words.preview}>
      <Card>
        <div role="status" className={styles.list}>
          {isChanged ? null : words.previewNone}
          {isChanged && isPending ? <RowSkeletons count={1} height={40} /> : null}
          {isChanged && error !== null ? <span className={styles.refused}>{problemInWords(error)}</span> : null}
          {isChanged && data !== undefined && error === null ? (
            <>
              {data.differences.length === 0 ? words.previewNone : null}
              <ul className={styles.list}>
                {data.differences.map(({ rule, before, after }) => (
                  <li key={rule}>
                    <div className={styles.name}>{words.names[rule]}</div>
                    <div className={styles.before}>{ruleInWords(rule, { [rule]: before })}</div>
                    <div className={styles.after}>{ruleInWords(rule, { [rule]: after })}</div>
                  </li>
                ))}
              </ul>
              {data.affected === null ? null : (
                <div>
                  {words.affected(data.affected.eligiblePeople, data.affected.eligibleServicePrincipals)};{' '}
                  {words.pending(data.affected.pendingRequests, data.affected.pendingRequestsClosed)}
                </div>
              )}
              {data.warnings.map(({ code, message }) => (
                <div key={code} className={styles.warned}>
                  {words.warnings}: {message}
                </div>
              ))}
            </>
          ) : null}
        </div>
      </Card>
    </Section>
  );
}
