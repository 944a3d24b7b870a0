import { type MessageText, messageText } from './message-text.ts';
import { line, oneLine } from './one-line.ts';
import { justificationLines, requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';
import { durationInWords, expirationInWords, instantInWords } from './time-in-words.ts';

export interface ApprovalDecidedModel extends RequestModel {
  readonly result: 'approved' | 'denied';
  /** Display name. */
  readonly decider: string;
  readonly decidedAt: Temporal.Instant;
  readonly decisionJustification: string | null;
  /** Less than was asked for, ISO 8601; null: all of it. */
  readonly grantedDuration: string | null;
  /** A narrower scope than was asked for, as a path; null: all of it. */
  readonly grantedScopePath: string | null;
}

/** Somebody decided a request. */
export function approvalDecided(model: ApprovalDecidedModel) {
  const { role, result, schedule } = model;
  const isApproved = result === 'approved';
  const granted = model.grantedDuration === null ? null : durationInWords(model.grantedDuration);
  const length = granted ?? expirationInWords(schedule.expiration);
  const title = isApproved ? 'Approved' : 'Denied';
  const what = isApproved ? `${roleInWords(role)}, ${length}` : roleInWords(role);
  const details = [
    justificationLines(
      line`Decision by ${model.decider}, ${instantInWords(model.decidedAt)}`,
      model.decisionJustification,
    ),
    ...lessThanAsked(model, granted),
    ...requestLines(model),
  ];
  const requestor: MessageText = messageText(`${title}: ${what}`, [
    line`${model.decider} ${result} your request.`,
    ...details,
    `See your request:\n${model.link}`,
  ]);
  const approver: MessageText = messageText(line`${title} by ${model.decider}: ${model.requestor}, ${what}`, [
    line`${model.decider} ${result} the request of ${model.requestor}. Nothing is left to decide.`,
    ...details,
    `See the request:\n${model.link}`,
  ]);
  return { requestor, approver };
}

function lessThanAsked(model: ApprovalDecidedModel, granted: string | null): readonly string[] {
  if (model.result === 'denied') return [];
  const less = [
    ...(granted === null ? [] : [line`Granted duration: ${granted}`]),
    ...(model.grantedScopePath === null ? [] : [`Granted scope: ${oneLine(model.grantedScopePath, 2048)}`]),
  ];
  return less.length === 0 ? [] : [['Less was granted than was asked for.', ...less].join('\n')];
}
