import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { requestLines, roleInWords } from './request-lines.ts';
import type { RequestModel } from './request-model.ts';
import { instantInWords, lengthInWords } from './time-in-words.ts';

export interface RoleActivatedModel extends RequestModel {
  readonly startAt: Temporal.Instant;
  /** null: without end. */
  readonly endAt: Temporal.Instant | null;
}

/** Somebody holds an activated role from now on. */
export function roleActivated(model: RoleActivatedModel) {
  const { role, startAt, endAt } = model;
  const what = roleInWords(role);
  const length = endAt === null ? 'without end' : lengthInWords(endAt.epochMilliseconds - startAt.epochMilliseconds);
  const until = endAt === null ? 'without end' : `until ${instantInWords(endAt)}`;
  const details = requestLines(model, `Active: from ${instantInWords(startAt)} ${until}`);
  const requestor: MessageText = messageText(`Active: ${what}, ${until}`, [
    `You hold the role ${until}. ${endAt === null ? '' : 'Then it ends by itself. '}Deactivate it when you are done.`,
    ...details,
    `See or deactivate it:\n${model.link}`,
  ]);
  const admin: MessageText = messageText(line`${model.requestor} activated ${what}, ${length}`, [
    line`${model.requestor} holds the role ${until}.`,
    ...details,
    `See the request:\n${model.link}`,
  ]);
  return { requestor, admin };
}
