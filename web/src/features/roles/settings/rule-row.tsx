import { makeStyles, tokens } from '@fluentui/react-components';
import type { Policy, RuleId } from '../../../lib/api-types.ts';
import { settingStrings as words } from '../../../strings/roles.ts';
import { RuleForm } from './rule-form.tsx';
import { ruleInWords } from './rule-words.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: '6px 24px',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { display: 'grid', gap: '8px', minWidth: 0 },
  sentence: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface RuleRowProps {
  readonly id: RuleId;
  readonly policy: Policy;
  /** As they would be; the same as they are while nothing is changed. */
  readonly rules: Policy['rules'];
  /** null: it is read alone. */
  readonly onChange: ((rule: Policy['rules'][RuleId]) => void) | null;
}

/** A rule: what it is about, what it says, and where that comes from. */
export function RuleRow({ id, policy, rules, onChange }: RuleRowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <span className={styles.name}>{words.names[id]}</span>
      <div className={styles.value}>
        <span className={styles.sentence}>{ruleInWords(id, rules)}</span>
        <span className={styles.quiet}>{originInWords(policy.origins[id])}</span>
        {onChange === null ? null : <RuleForm id={id} rule={rules[id]} onChange={onChange} />}
      </div>
    </li>
  );
}

function originInWords(origin: Policy['origins'][string] | undefined): string {
  if (origin === undefined || origin.source === 'default') return words.origin.default;
  if (origin.source === 'ancestor') return words.origin.ancestor(origin.scope ?? '');
  return origin.isAsInherited ? words.origin.asInherited : words.origin.scope;
}
