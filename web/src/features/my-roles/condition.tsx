import { strings } from '../../strings.ts';
import { useRowStyles } from './role-rows.tsx';

/** On what condition a role counts, folded; nothing where it always does. */
export function Condition({ condition }: { readonly condition: string | null }) {
  const styles = useRowStyles();
  if (condition === null) return null;
  return (
    <details className={styles.quiet}>
      <summary>{strings.roles.condition}</summary>
      <code className={styles.code}>{condition}</code>
    </details>
  );
}
