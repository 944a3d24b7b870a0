import { Button, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { ActionBar } from '../../components/action-bar.tsx';
import { Card } from '../../components/card.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { Section } from '../../components/section.tsx';
import { call } from '../../lib/api.ts';
import type { PolicyChanges, PolicyTemplate, RuleId } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { settingStrings } from '../../strings/roles.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { RuleForm } from '../roles/settings/rule-form.tsx';
import { ruleInWords } from '../roles/settings/rule-words.ts';
import { ruleBeginnings } from './rule-beginnings.ts';
import { orderedRules } from './stated-rules.tsx';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr) auto',
    gap: '6px 24px',
    alignItems: 'start',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { display: 'grid', gap: '8px', minWidth: 0, width: '100%' },
  sentence: { fontWeight: tokens.fontWeightSemibold },
  add: { maxWidth: '520px' },
});

interface TemplateFormProps {
  readonly template: PolicyTemplate;
  readonly onLeave: () => void;
}

/** A template as a form: what it is called, and each setting that it says something about, in the editor of the settings. */
export function TemplateForm({ template, onLeave }: TemplateFormProps) {
  const styles = useStyles();
  const tell = useTell();
  const draftName = `template.${template.id}`;
  const [draft, setDraft] = useDraft(draftName, {
    name: template.name,
    description: template.description,
    rules: template.rules as PolicyChanges,
  });
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const { name, description, rules } = draft;
  const write = useChange((body: typeof draft) => call('PUT', `/policy-templates/${template.id}`, { body }));
  const stated = orderedRules.filter((id) => rules[id] !== undefined);
  const isReady = name.trim() !== '' && stated.length > 0 && !write.isPending;
  const say = (id: RuleId, rule: PolicyChanges[RuleId]) => change({ rules: { ...rules, [id]: rule } });
  const leaveOut = (id: RuleId) =>
    change({ rules: Object.fromEntries(stated.filter((each) => each !== id).map((each) => [each, rules[each]])) });

  function leave() {
    forgetDraft(draftName);
    onLeave();
  }

  const save = () =>
    write.mutate(
      { ...draft, name: name.trim() },
      {
        onSuccess() {
          tell(words.saved);
          leave();
        },
        onError: (error) => tell(template.name, 'error', problemInWords(error)),
      },
    );

  return (
    <>
      <Card>
        <div className={styles.fields}>
          <Field label={words.name} required>
            <Input value={name} maxLength={100} onChange={(_, { value }) => change({ name: value })} />
          </Field>
          <Field label={words.description}>
            <Textarea
              value={description}
              maxLength={1000}
              onChange={(_, { value }) => change({ description: value })}
            />
          </Field>
        </div>
      </Card>
      <Section title={words.settings}>
        <ListCard label={words.settings}>
          {stated.map((id) => {
            const rule = rules[id];
            return rule === undefined ? null : (
              <li key={id} className={styles.row}>
                <span className={styles.name}>{settingStrings.names[id]}</span>
                <div className={styles.value}>
                  <span className={styles.sentence}>{ruleInWords(id, rules)}</span>
                  <RuleForm id={id} rule={rule} onChange={(next) => say(id, next)} />
                </div>
                <Button
                  size="small"
                  appearance="subtle"
                  aria-label={words.leaveOut(settingStrings.names[id])}
                  onClick={() => leaveOut(id)}
                >
                  {words.leaveOutShort}
                </Button>
              </li>
            );
          })}
        </ListCard>
        {stated.length === orderedRules.length ? null : (
          <Field label={words.addSetting} className={styles.add}>
            <Select
              value=""
              onChange={(_, { value }) => {
                const id = orderedRules.find((each) => each === value);
                if (id !== undefined) say(id, ruleBeginnings[id]);
              }}
            >
              <option value="">{words.chooseSetting}</option>
              {orderedRules
                .filter((id) => rules[id] === undefined)
                .map((id) => (
                  <option key={id} value={id}>
                    {settingStrings.names[id]}
                  </option>
                ))}
            </Select>
          </Field>
        )}
      </Section>
      <ActionBar title={stated.length === 0 ? words.saysNothing : words.nothingYet}>
        <Button onClick={leave}>{settingStrings.discard}</Button>
        <Button appearance="primary" disabledFocusable={!isReady} onClick={() => isReady && save()}>
          {settingStrings.save}
        </Button>
      </ActionBar>
    </>
  );
}
