import { makeStyles, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import type { DecisionSheet } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: '6px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    background: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
  },
  head: { display: 'flex', gap: '8px', alignItems: 'center', fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: '28px' },
});

/** What to look at twice; none of it forbids anything. */
export function SheetWarnings({ warnings }: { readonly warnings: DecisionSheet['warnings'] }) {
  const styles = useStyles();
  if (warnings.length === 0) return null;
  return (
    <section className={styles.root} aria-label={strings.sheet.look}>
      <div className={styles.head}>
        <WarningRegular aria-hidden="true" fontSize={18} />
        {strings.sheet.look}
      </div>
      <ul className={styles.list}>
        {warnings.map(({ code, detail }) => (
          <li key={code}>{detail.charAt(0).toUpperCase() + detail.slice(1)}</li>
        ))}
      </ul>
    </section>
  );
}
