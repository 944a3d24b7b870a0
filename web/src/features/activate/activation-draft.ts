import type { EligibleRole, ProvenSubmission, Scope, Submission } from '../../lib/api-types.ts';
import { keepDraft, useDraft } from '../../lib/draft.ts';
import { minutesOf, toDuration } from '../../lib/duration.ts';
import { fromLocalInput } from '../../lib/zoned-input.ts';

export const ACTIVATION_DRAFT = 'activate';

/** What a person chose and typed; null where they left what is suggested. */
export interface ActivationDraft {
  readonly minutes: number | null;
  readonly reason: string;
  readonly ticketNumber: string;
  readonly ticketSystem: string;
  readonly startsLater: boolean;
  /** As a `datetime-local` field holds it. */
  readonly start: string;
  /** Narrower scopes by the id of the eligibility. */
  readonly scopes: Readonly<Record<string, Scope>>;
  /** Proofs that were asked for one request each, by that request as text. */
  readonly proofs: Readonly<Record<string, string>>;
}

const empty: ActivationDraft = {
  minutes: null,
  reason: '',
  ticketNumber: '',
  ticketSystem: '',
  startsLater: false,
  start: '',
  scopes: {},
  proofs: {},
};

const SUGGESTED_MINUTES = 60;

export function useActivationDraft() {
  return useDraft<ActivationDraft>(ACTIVATION_DRAFT, empty);
}

/** The longest that all of the roles allow, in minutes. */
export function longestOf(roles: readonly EligibleRole[]): number {
  return Math.min(...roles.map(({ terms }) => minutesOf(terms.maximumDuration) ?? SUGGESTED_MINUTES));
}

/** How long it is for: what was chosen, else as last time, else an hour; never longer than all allow. */
export function minutesFor(draft: ActivationDraft, roles: readonly EligibleRole[]): number {
  const last = roles.length === 1 ? roles[0]?.lastUse?.duration : null;
  const suggested = (last == null ? null : minutesOf(last)) ?? SUGGESTED_MINUTES;
  return Math.min(draft.minutes ?? suggested, longestOf(roles));
}

/** What is asked for one of the roles. */
export function submissionFor(role: EligibleRole, draft: ActivationDraft, minutes: number, zone: string): Submission {
  const start = draft.startsLater ? fromLocalInput(draft.start, zone) : null;
  const number = draft.ticketNumber.trim();
  const system = draft.ticketSystem.trim();
  const reason = draft.reason.trim();
  return {
    type: 'selfActivate',
    roleDefinitionId: role.role.id,
    scope: draft.scopes[role.id]?.path ?? role.scope.path,
    linkedEligibilityId: role.id,
    duration: toDuration(minutes),
    ...(start === null ? {} : { start: new Date(start).toISOString() }),
    ...(reason === '' ? {} : { justification: reason }),
    ...(number === '' ? {} : { ticket: { number, ...(system === '' ? {} : { system }) } }),
  };
}

/** The same with the proof that was made for exactly this, where there is one. */
export function withProof(body: Submission, { proofs }: ActivationDraft): ProvenSubmission {
  const proofId = proofs[JSON.stringify(body)];
  return proofId === undefined ? body : { ...body, proofId };
}

/** Notes how long the next activation is for, before its pane is opened. */
export function suggestMinutes(minutes: number): void {
  keepDraft<ActivationDraft>(ACTIVATION_DRAFT, { minutes });
}
