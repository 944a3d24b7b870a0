import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { Submission, WaitingExtension } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { type ChosenTime, TimeChoice, timeMembers, usualTime } from '../assignments/time-choice.tsx';

/** What an administrator grants instead of what was asked. */
export interface GrantedTerms {
  readonly time: ChosenTime;
  readonly kind: WaitingExtension['kind'];
}

/** What was asked, as far as it can be chosen here. */
export function termsAsked({ kind, duration }: WaitingExtension): GrantedTerms {
  const isChoice = duration !== null && Object.hasOwn(words.durations, duration);
  return { time: isChoice ? { ...usualTime, length: duration } : usualTime, kind };
}

/** The members that say so, of an assignment of this kind. */
export function termMembers(
  { time, kind }: GrantedTerms,
  asked: WaitingExtension['kind'],
  zone: string,
): Pick<Submission, 'duration' | 'end' | 'permanent' | 'kind'> {
  return { ...timeMembers(time, zone), ...(kind === asked ? {} : { kind }) };
}

interface ExtensionTermsProps {
  readonly terms: GrantedTerms;
  readonly onChange: (terms: GrantedTerms) => void;
}

/** Another time and kind for an assignment; what of it the settings allow is for the server to say. */
export function ExtensionTerms({ terms, onChange }: ExtensionTermsProps) {
  return (
    <>
      <TimeChoice value={terms.time} onChange={(time) => onChange({ ...terms, time })} />
      <Field label={words.kind}>
        <RadioGroup
          value={terms.kind}
          onChange={(_, { value }) => onChange({ ...terms, kind: value === 'active' ? 'active' : 'eligible' })}
        >
          <Radio value="eligible" label={words.kindEligible} />
          <Radio value="active" label={words.kindActive} />
        </RadioGroup>
      </Field>
    </>
  );
}
