import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';
import { expirationInWords, instantInWords } from './time-in-words.ts';

export interface ApprovalRequestedModel extends RequestModel {
  readonly expiresAt: Temporal.Instant;
  /** Distinct people who must approve. */
  readonly approvalsNeeded: number;
}

/** A request waits for a decision. */
export function approvalRequested(model: ApprovalRequestedModel) {
  const what = roleInWords(model.role);
  const length = expirationInWords(model.schedule.expiration);
  const until = instantInWords(model.expiresAt);
  const details = requestLines(model, `Decide until: ${until}`);
  const approver: MessageText = messageText(line`${model.requestor} asks for ${what}, ${length}`, [
    line`${model.requestor} asks for a role that you may approve or deny.`,
    ...details,
    `Sign in to decide:\n${model.link}`,
    `${howMany(model.approvalsNeeded)} The request expires at ${until}.`,
  ]);
  const requestor: MessageText = messageText(`Waiting for approval: ${what}, ${length}`, [
    `Your request waits for a decision until ${until}. You are told as soon as there is one.`,
    ...details,
    `See or cancel your request:\n${model.link}`,
  ]);
  return { approver, requestor };
}

function howMany(approvalsNeeded: number): string {
  if (approvalsNeeded === 1) return 'The first decision counts.';
  return `${approvalsNeeded} people must approve; one denial is final.`;
}
