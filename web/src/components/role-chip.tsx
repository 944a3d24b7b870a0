import { makeStyles, tokens } from '@fluentui/react-components';
import type { Risk, Scope } from '../lib/api-types.ts';
import { RiskBadge } from './risk-badge.tsx';
import { ScopePath } from './scope-path.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '2px', minWidth: 0 },
  first: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  name: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
});

interface RoleChipProps {
  readonly role: { readonly name: string; readonly risk?: Risk };
  readonly scope: Pick<Scope, 'path' | 'displayName'>;
}

/** A role where it stands: name, risk, scope. */
export function RoleChip({ role, scope }: RoleChipProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.first}>
        <span className={styles.name}>{role.name}</span>
        {role.risk === undefined ? null : <RiskBadge risk={role.risk} />}
      </div>
      <ScopePath scope={scope} />
    </div>
  );
}
