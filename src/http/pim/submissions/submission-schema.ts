import { Type } from 'typebox';
import { MAX_CONDITION_BYTES } from '../../../domain/condition/condition-limits.ts';
import { requestTypes } from '../../../domain/request/request.ts';
import { kindWord, timeMembers } from '../extensions/time-members.ts';
import { guid, instant, nullable, strict, text, words } from '../schema.ts';

/** What is asked for. */
export const submission = strict({
  id: Type.Optional(guid('the id of the request; one is made if it is left out')),
  type: words(requestTypes, requestTypes.join(', ')),
  kind: Type.Optional(kindWord),
  principalId: Type.Optional(guid('whom it is for; the caller if it is left out')),
  roleDefinitionId: guid('the id of a role definition'),
  scope: Type.String({ maxLength: 2048, description: 'a scope path' }),
  ...timeMembers,
  justification: Type.Optional(text('why')),
  ticket: Type.Optional(
    strict({ number: Type.Optional(text('its number', 256)), system: Type.Optional(text('its system', 256)) }),
  ),
  condition: Type.Optional(Type.String({ maxLength: MAX_CONDITION_BYTES, description: 'an ABAC condition' })),
  linkedEligibilityId: Type.Optional(guid('the eligibility to activate')),
  targetScheduleId: Type.Optional(guid('the assignment or activation that it is about')),
});

/** The same with the proof of a second factor that was made for it. */
export const provenSubmission = strict({
  ...submission.properties,
  proofId: Type.Optional(guid('a proof that was given for exactly this request (`POST /proofs`)')),
});

/** The same for a dry run and the real thing. */
export const outcome = strict({
  id: Type.String(),
  type: Type.String(),
  kind: kindWord,
  status: words(['Pending', 'Approved', 'Denied', 'Expired', 'Canceled'], 'Pending or Approved'),
  waitsFor: nullable(words(['approvers', 'administrators'], 'who decides; null: nobody has to')),
  start: nullable(instant('from when, if nothing delays it; null: it changes no time')),
  end: nullable(instant('until when, as it was asked; null: without end, or it changes no time')),
  scheduleId: nullable(Type.String({ description: 'the schedule that it makes, changes or ends' })),
});

/** What approvers would be warned of. */
export const advice = strict({
  isVague: Type.Boolean({ description: 'it does not say what will be done and why' }),
});
