import type { Decision } from '../domain/decision.ts';
import { refuse } from '../domain/errors.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { askForExtension } from './ask-for-extension.ts';
import { extendActivation } from './extend-activation.ts';
import type { Submission } from './submission.ts';

/** The holder wants more time: of a running activation by the rules of activation, of an assignment from an administrator. */
export async function extendHeld(submission: Submission): Promise<Decision> {
  const { tx, now, caller, asked } = submission;
  // what others hold is not looked at
  if (asked.kind === 'eligible' || asked.principalId !== caller.principalId) return askForExtension(submission);
  const held = await sameSchedules(tx, asked, now);
  const activation = held.find(({ assignmentType }) => assignmentType === 'activated') ?? null;
  const assignment = held.find(({ assignmentType }) => assignmentType === 'assigned') ?? null;
  const named = asked.targetScheduleId;
  if (named === null && activation !== null && assignment !== null) {
    refuse({
      code: 'valueInvalid',
      field: 'targetScheduleId',
      allowed: `${activation.id}, ${assignment.id}`,
      message: `the role is both activated (\`${activation.id}\`) and assigned (\`${assignment.id}\`) here; name the one to extend`,
    });
  }
  const isActivation = named === null ? assignment === null : activation?.id === named;
  return isActivation && activation !== null ? extendActivation(submission, activation) : askForExtension(submission);
}
