import { makeStyles, tokens } from '@fluentui/react-components';
import type { PolicyChanges, RuleId } from '../../lib/api-types.ts';
import { settingStrings } from '../../strings/roles.ts';
import { ruleTabs } from '../roles/settings/rule-tabs.ts';
import { ruleInWords } from '../roles/settings/rule-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: '8px' },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The order of the settings' own page. */
export const orderedRules: readonly RuleId[] = Object.values(ruleTabs).flat();

/** What a template says, as sentences. */
export function StatedRules({ rules }: { readonly rules: PolicyChanges }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {orderedRules
        .filter((id) => rules[id] !== undefined)
        .map((id) => (
          <li key={id}>
            <div className={styles.name}>{settingStrings.names[id]}</div>
            {ruleInWords(id, rules)}
          </li>
        ))}
    </ul>
  );
}
