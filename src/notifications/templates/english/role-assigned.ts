import { type Block, facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RoleModel } from '../request-model.ts';
import { justificationBlock, roleFacts, roleInWords } from './request-blocks.ts';
import { instantInWords, untilInWords } from './time-in-words.ts';

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

/** An administrator made somebody eligible for a role, or gave it: to whom it was assigned. */
export function assignmentReceived(model: RoleAssignedModel, to: LetterReader): Letter {
  const you = model.isGroup ? line`Your group ${model.assignee} is` : 'You are';
  const what = `${you} ${stateOf(model)} ${roleInWords(model.role)}`;
  const meaning =
    model.kind === 'eligible'
      ? 'You may activate the role while you need it.'
      : 'The role is held without being activated.';
  return {
    subject: what,
    blocks: [paragraph(`${what} ${untilInWords(model.endAt, to)}. ${meaning}`), ...details(model, to)],
    button: { label: 'See the assignment', link: model.link },
  };
}

/** The same, to the administrators of the role. */
export function roleAssigned(model: RoleAssignedModel, to: LetterReader): Letter {
  return {
    subject: line`${model.assignee} is ${stateOf(model)} ${roleInWords(model.role)}`,
    blocks: [paragraph(line`${model.assigner} made this assignment.`), ...details(model, to)],
    button: { label: 'See the assignment', link: model.link },
  };
}

function stateOf({ kind }: RoleAssignedModel): string {
  return kind === 'eligible' ? 'eligible for' : 'assigned';
}

function details(model: RoleAssignedModel, to: LetterReader): readonly Block[] {
  return [
    facts(
      ['Assignee', line`${model.assignee}`],
      ['Assigned by', line`${model.assigner}`],
      ...roleFacts(model.role),
      ['Kind', model.kind],
      ['Time', `from ${instantInWords(model.startAt, to)} ${untilInWords(model.endAt, to)}`],
    ),
    justificationBlock('Justification', model.justification),
  ];
}
