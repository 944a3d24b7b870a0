import type { EventOf } from '../../domain/events.ts';
import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';

export interface RequestCanceledModel extends RequestModel {
  readonly reason: EventOf<'scheduleRequest.canceled'>['reason'];
  /** Display name; null: Brevet itself. */
  readonly canceledBy: string | null;
}

function why({ reason, canceledBy, requestor }: RequestCanceledModel): string {
  switch (reason) {
    case 'requestor':
      return line`${requestor} canceled the request.`;
    case 'administrator':
      return line`${canceledBy ?? 'An administrator'} canceled the request as an administrator.`;
    case 'principalDisabled':
      return line`The request was canceled because the account of ${requestor} was disabled.`;
    case 'eligibilityEnded':
      return 'The request was canceled because the eligibility for the role ended.';
    case 'policyChanged':
      return 'The request was closed because the settings of the role became stricter (PolicyChanged). It can be asked for again.';
    case 'assignmentEnded':
      return 'The request was canceled because the assignment that it is about ended.';
  }
}

/** A request was withdrawn before it was decided or before it began. */
export function requestCanceled(model: RequestCanceledModel) {
  const what = roleInWords(model.role);
  const requestor: MessageText = messageText(`Canceled: ${what}`, [
    `${why(model)} It gives no role.`,
    ...requestLines(model),
    `See your request:\n${model.link}`,
  ]);
  const approver: MessageText = messageText(line`Canceled: ${model.requestor}, ${what}`, [
    `${why(model)} Nothing is left to decide.`,
    ...requestLines(model),
    `See the request:\n${model.link}`,
  ]);
  return { requestor, approver };
}
