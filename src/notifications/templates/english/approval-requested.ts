import { type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { requestBlocks, roleInWords } from './request-blocks.ts';
import { expirationInWords, instantInWords } from './time-in-words.ts';

export interface ApprovalRequestedModel extends RequestModel {
  readonly expiresAt: Temporal.Instant;
  /** Distinct people who must approve. */
  readonly approvalsNeeded: number;
}

/** A request waits for a decision: to who may decide. */
export function approvalRequested(model: ApprovalRequestedModel, to: LetterReader): Letter {
  const length = expirationInWords(model.schedule.expiration, to);
  return {
    subject: line`${model.requestor} asks for ${roleInWords(model.role)}, ${length}`,
    blocks: [
      paragraph(line`${model.requestor} asks for a role that you may approve or deny.`),
      ...waiting(model, to),
      paragraph(howMany(model.approvalsNeeded)),
    ],
    button: { label: 'Sign in to decide', link: model.link },
  };
}

/** Half of the time is over and nobody decided: to who may decide. */
export function approvalReminder(model: ApprovalRequestedModel, to: LetterReader): Letter {
  const until = instantInWords(model.expiresAt, to);
  return {
    subject: line`Still waiting: ${model.requestor} asks for ${roleInWords(model.role)}`,
    blocks: [
      paragraph(line`${model.requestor} still waits for a decision. Without one the request expires at ${until}.`),
      ...waiting(model, to),
      paragraph(howMany(model.approvalsNeeded)),
    ],
    button: { label: 'Sign in to decide', link: model.link },
  };
}

/** The same, as a confirmation to who asked. */
export function approvalAwaited(model: ApprovalRequestedModel, to: LetterReader): Letter {
  const length = expirationInWords(model.schedule.expiration, to);
  const until = instantInWords(model.expiresAt, to);
  return {
    subject: line`Waiting for approval: ${roleInWords(model.role)}, ${length}`,
    blocks: [
      paragraph(`Your request waits for a decision until ${until}. You are told as soon as there is one.`),
      ...waiting(model, to),
    ],
    button: { label: 'See or cancel your request', link: model.link },
  };
}

function waiting(model: ApprovalRequestedModel, to: LetterReader) {
  return requestBlocks(model, to, ['Decide until', instantInWords(model.expiresAt, to)]);
}

function howMany(approvalsNeeded: number): string {
  if (approvalsNeeded === 1) return 'The first decision counts.';
  return `${approvalsNeeded} people must approve; one denial is final.`;
}
