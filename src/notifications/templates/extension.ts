import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { justificationLines, requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';
import { instantInWords } from './time-in-words.ts';

export interface ExtensionModel extends RequestModel {
  /** An assignment that has expired is renewed, one that has not is extended. */
  readonly isRenewal: boolean;
}

function subjectOf({ isRenewal, role }: ExtensionModel): string {
  return `${isRenewal ? 'renewal' : 'extension'} of ${roleInWords(role)}`;
}

/** Somebody asks for more time of an assignment. */
export function extensionRequested(model: ExtensionModel & { readonly expiresAt: Temporal.Instant }) {
  const what = subjectOf(model);
  const until = `It can be decided until ${instantInWords(model.expiresAt)}.`;
  const requestor: MessageText = messageText(`Asked for: ${what}`, [
    `Your request waits for an administrator. ${until}`,
    ...requestLines(model),
    `See your request:\n${model.link}`,
  ]);
  const admin: MessageText = messageText(line`To decide: ${model.requestor}, ${what}`, [
    line`${model.requestor} asks for more time of an assignment. ${until}`,
    ...requestLines(model),
    `Decide the request:\n${model.link}`,
  ]);
  return { requestor, admin };
}

export interface ExtensionDecidedModel extends ExtensionModel {
  readonly result: 'approved' | 'denied';
  /** Display name. */
  readonly decider: string;
  readonly decisionJustification: string | null;
  /** What was granted; null where it was denied. */
  readonly granted: { readonly startAt: Temporal.Instant; readonly endAt: Temporal.Instant | null } | null;
}

/** An administrator decided it. */
export function extensionDecided(model: ExtensionDecidedModel) {
  const { granted, result } = model;
  const what = subjectOf(model);
  const end = granted?.endAt ?? null;
  const outcome =
    granted === null
      ? 'The assignment stays as it is.'
      : `The assignment now lasts ${end === null ? 'without end' : `until ${instantInWords(end)}`}.`;
  const details = [justificationLines('Why', model.decisionJustification), ...requestLines(model)];
  const word = result === 'approved' ? 'Approved' : 'Denied';
  const requestor: MessageText = messageText(`${word}: ${what}`, [
    line`${model.decider} ${result} your request. ${outcome}`,
    ...details,
    `See your request:\n${model.link}`,
  ]);
  const admin: MessageText = messageText(line`${word}: ${model.requestor}, ${what}`, [
    line`${model.decider} ${result} the request of ${model.requestor}. ${outcome}`,
    ...details,
    `See the request:\n${model.link}`,
  ]);
  return { requestor, admin };
}

/** Nobody decided it in time. */
export function extensionTimedOut(model: ExtensionModel) {
  const what = subjectOf(model);
  const requestor: MessageText = messageText(`Expired undecided: ${what}`, [
    'Nobody decided your request in time. The assignment stays as it is; ask again if you still need it.',
    ...requestLines(model),
    `See your request:\n${model.link}`,
  ]);
  const admin: MessageText = messageText(line`Expired undecided: ${model.requestor}, ${what}`, [
    line`Nobody decided the request of ${model.requestor} in time. It can no longer be decided.`,
    ...requestLines(model),
    `See the request:\n${model.link}`,
  ]);
  return { requestor, admin };
}
