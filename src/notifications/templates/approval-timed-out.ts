import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';
import { instantInWords } from './time-in-words.ts';

export interface ApprovalTimedOutModel extends RequestModel {
  readonly expiredAt: Temporal.Instant;
}

/** Nobody decided a request in time. */
export function approvalTimedOut(model: ApprovalTimedOutModel) {
  const what = roleInWords(model.role);
  const until = instantInWords(model.expiredAt);
  const requestor: MessageText = messageText(`Expired undecided: ${what}`, [
    `Nobody decided your request until ${until}. You did not get the role; ask again if you still need it.`,
    ...requestLines(model),
    `See your request:\n${model.link}`,
  ]);
  const approver: MessageText = messageText(line`Expired undecided: ${model.requestor}, ${what}`, [
    line`Nobody decided the request of ${model.requestor} until ${until}. It can no longer be decided.`,
    ...requestLines(model),
    `See the request:\n${model.link}`,
  ]);
  return { requestor, approver };
}
