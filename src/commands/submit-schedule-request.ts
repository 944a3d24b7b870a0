import type { Decision } from '../domain/decision.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import type { EventOf } from '../domain/events.ts';
import { type AskedRequest, type RequestType, requestTypes, type ScheduleRequest } from '../domain/request/request.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { keepProofUsed } from '../ledger/vault/request-proof.ts';
import { activateRole } from './activate-role.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { askForExtension } from './ask-for-extension.ts';
import { provableTypes } from './ask-for-proof.ts';
import { assignRole } from './assign-role.ts';
import { type Caller, contextOf } from './caller.ts';
import { deactivateRole } from './deactivate-role.ts';
import { extendAssignment } from './extend-assignment.ts';
import { extendHeld } from './extend-held.ts';
import { keepLastAdministrator } from './last-administrator.ts';
import { removeAssignment } from './remove-assignment.ts';
import type { Submission } from './submission.ts';
import { updateAssignment } from './update-assignment.ts';

/** Which use case each kind of request is. */
const useCases: Readonly<Record<RequestType, (submission: Submission) => Promise<Decision>>> = {
  adminAssign: assignRole,
  adminUpdate: updateAssignment,
  adminRemove: removeAssignment,
  adminExtend: extendAssignment,
  adminRenew: extendAssignment,
  selfActivate: activateRole,
  selfDeactivate: deactivateRole,
  selfExtend: extendHeld,
  selfRenew: askForExtension,
};

/** The kinds that are for active assignments only. */
const activeOnly: readonly RequestType[] = ['selfActivate', 'selfDeactivate'];

async function decide(submission: Submission): Promise<Decision> {
  const { tx, asked, proofId } = submission;
  if (asked.kind === 'eligible' && activeOnly.includes(asked.type)) {
    const allowed = requestTypes.filter((type) => !activeOnly.includes(type)).join(', ');
    refuse({
      code: 'requestTypeNotSupported',
      field: 'type',
      given: asked.type,
      allowed,
      message: `request type \`${asked.type}\` is not supported here; allowed: ${allowed}`,
    });
  }
  // together: a database that is elsewhere is waited for once
  const [looked, decided] = await Promise.allSettled([requestById(tx, asked.id), useCases[asked.type](submission)]);
  const taken = outcomeOf(looked);
  const isOwn = taken !== null && [taken.requestorId, taken.principalId].includes(submission.caller.principalId);
  if (isOwn) refuseName(taken);
  if (proofId !== null && !provableTypes.includes(asked.type)) {
    refuse(invalidField('proofId', proofId, `none with \`${asked.type}\`; with ${provableTypes.join(', ')}`));
  }
  const decision = outcomeOf(decided);
  if (!decision.accepted) return decision;
  // what others named is told only to who could have used the name
  if (taken !== null) refuseName(taken);
  await keepLastAdministrator(tx, submission.now, decision.events);
  return decision;
}

function outcomeOf<Result>(settled: PromiseSettledResult<Result>): Result {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

function refuseName({ id }: ScheduleRequest): never {
  return refuse({
    code: 'requestExists',
    conflictsWith: id,
    message: `a role assignment request with Id: ${id} already exists.`,
  });
}

function submittedRequest(decision: Decision): ScheduleRequest {
  if (!decision.accepted) refuse(decision.violation);
  const submitted = decision.events.find((event): event is EventOf<'scheduleRequest.submitted'> => {
    return event.type === 'scheduleRequest.submitted';
  });
  if (submitted === undefined) throw new Error('an accepted request has no submission');
  return submitted.request;
}

/** Submits one of the nine requests. Refuses with every unmet rule named; records the refusal (BEHAVIOUR §3). */
export function submitScheduleRequest(
  ledger: Ledger,
  caller: Caller,
  asked: AskedRequest,
  newId: () => string,
  proofId: string | null = null,
): Promise<ScheduleRequest> {
  return ledger.execute(contextOf(caller, asked.type, asked.id), async (scope) => {
    const { now, tx, vault } = scope;
    const decision = await decide({ tx, now, caller, asked, newId, proofId });
    const request = submittedRequest(decision);
    if (decision.accepted) {
      await appendWithLosses(scope, decision.events);
      for (const event of decision.events) {
        if (event.type === 'proof.used') await keepProofUsed(vault, event.proofId, now.epochMilliseconds);
      }
    }
    return request;
  });
}

/** What submitting would answer, without doing it: the same decision on the same facts. */
export function validateScheduleRequest(
  ledger: Ledger,
  caller: Caller,
  asked: AskedRequest,
  newId: () => string,
  proofId: string | null = null,
): Promise<ScheduleRequest> {
  return ledger.dryRun(async ({ now, tx }) => {
    return submittedRequest(await decide({ tx, now, caller, asked, newId, proofId }));
  });
}
