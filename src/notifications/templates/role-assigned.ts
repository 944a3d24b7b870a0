import { type MessageText, messageText } from './message-text.ts';
import { line } from './one-line.ts';
import { justificationLines, roleInWords, roleLines } from './request-lines.ts';
import type { RoleModel } from './request-model.ts';
import { instantInWords } from './time-in-words.ts';

export interface RoleAssignedModel {
  readonly kind: 'eligible' | 'active';
  /** Display name of whom it was assigned to. */
  readonly assignee: string;
  /** Its members are told, each for themselves. */
  readonly isGroup: boolean;
  /** Display name of the administrator. */
  readonly assigner: string;
  readonly role: RoleModel;
  readonly startAt: Temporal.Instant;
  /** null: without end. */
  readonly endAt: Temporal.Instant | null;
  readonly justification: string | null;
  readonly link: string;
}

/** An administrator made somebody eligible for a role, or gave it. */
export function roleAssigned(model: RoleAssignedModel) {
  const { endAt, kind } = model;
  const what = roleInWords(model.role);
  const until = endAt === null ? 'without end' : `until ${instantInWords(endAt)}`;
  const state = kind === 'eligible' ? 'eligible for' : 'assigned';
  const details = [
    [
      line`Assignee: ${model.assignee}`,
      line`Assigned by: ${model.assigner}`,
      ...roleLines(model.role),
      `Kind: ${kind}`,
      `Time: from ${instantInWords(model.startAt)} ${until}`,
    ].join('\n'),
    justificationLines('Justification', model.justification),
  ];
  const you = model.isGroup ? line`Your group ${model.assignee} is` : 'You are';
  const meaning =
    kind === 'eligible' ? 'You may activate the role while you need it.' : 'The role is held without being activated.';
  const requestor: MessageText = messageText(`${you} ${state} ${what}`, [
    `${you} ${state} ${what} ${until}. ${meaning}`,
    ...details,
    `See the assignment:\n${model.link}`,
  ]);
  const admin: MessageText = messageText(line`${model.assignee} is ${state} ${what}`, [
    line`${model.assigner} made this assignment.`,
    ...details,
    `See the assignment:\n${model.link}`,
  ]);
  return { requestor, admin };
}
