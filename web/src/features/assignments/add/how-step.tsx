import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { usePreferences } from '../../../lib/preferences.ts';
import { addStrings, assignmentStrings as words } from '../../../strings/assignments.ts';
import { TimeChoice } from '../time-choice.tsx';
import type { StepProps } from './what-step.tsx';

/** Eligible or active, from when and for how long, and why. */
export function HowStep({ draft, change }: StepProps) {
  const { zone } = usePreferences();
  return (
    <>
      <Field label={words.kind}>
        <RadioGroup
          value={draft.kind}
          onChange={(_, { value }) => change({ kind: value === 'active' ? 'active' : 'eligible' })}
        >
          <Radio value="eligible" label={words.kindEligible} />
          <Radio value="active" label={words.kindActive} />
        </RadioGroup>
      </Field>
      <TimeChoice value={draft.time} onChange={(time) => change({ time })} />
      <Field label={words.from} hint={words.fromHint(zone)}>
        <Input type="datetime-local" value={draft.start} onChange={(_, { value }) => change({ start: value })} />
      </Field>
      <Field label={words.reason}>
        <Textarea
          value={draft.reason}
          rows={3}
          maxLength={2000}
          onChange={(_, { value }) => change({ reason: value })}
        />
      </Field>
      <Field label={addStrings.condition}>
        <Textarea value={draft.condition} rows={2} onChange={(_, { value }) => change({ condition: value })} />
      </Field>
    </>
  );
}
