import { facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RoleModel } from '../request-model.ts';
import { roleFacts, roleInWords } from './request-blocks.ts';
import { instantInWords, lengthInWords } from './time-in-words.ts';

export interface ScheduleEndingModel {
  readonly kind: 'eligible' | 'active';
  /** Display name of who holds it. */
  readonly holder: string;
  readonly isGroup: boolean;
  readonly role: RoleModel;
  readonly endAt: Temporal.Instant;
  /** How long before the end this is said, in milliseconds; null: it has ended. */
  readonly leadMs: number | null;
  readonly link: string;
}

/** An assignment ends soon, or has ended: to who holds it. */
export function assignmentEnding(model: ScheduleEndingModel, to: LetterReader): Letter {
  const whose = model.isGroup ? line`The ${nameOf(model)} of your group ${model.holder}` : `Your ${nameOf(model)}`;
  const advice =
    model.leadMs === null
      ? 'If it is still needed, ask for a renewal within 30 days.'
      : 'If it is still needed, ask for an extension.';
  return {
    subject: line`${titleOf(model)}: ${roleInWords(model.role)}`,
    blocks: [paragraph(`${whose} ${endsAt(model, to)} ${advice}`), details(model, to)],
    button: { label: 'See your roles', link: model.link },
  };
}

/** The same, to the administrators of the role. */
export function heldAssignmentEnding(model: ScheduleEndingModel, to: LetterReader): Letter {
  return {
    subject: line`${titleOf(model)}: ${model.holder}, ${roleInWords(model.role)}`,
    blocks: [paragraph(line`The ${nameOf(model)} of ${model.holder} ${endsAt(model, to)}`), details(model, to)],
    button: { label: 'See the assignment', link: model.link },
  };
}

/** A running activation ends soon: to who holds it. */
export function activationEnding(model: ScheduleEndingModel & { readonly leadMs: number }, to: LetterReader): Letter {
  return {
    subject: line`${roleInWords(model.role)} ends in ${lengthInWords(model.leadMs)}`,
    blocks: [
      paragraph(`Your activation ends ${instantInWords(model.endAt, to)}. Extend it if you need more time.`),
      details(model, to),
    ],
    button: { label: 'See or extend it', link: model.link },
  };
}

function nameOf({ kind }: ScheduleEndingModel): string {
  return kind === 'eligible' ? 'eligibility' : 'assignment';
}

function titleOf({ leadMs }: ScheduleEndingModel): string {
  return leadMs === null ? 'Ended' : `Ends in ${lengthInWords(leadMs)}`;
}

function endsAt({ endAt, leadMs }: ScheduleEndingModel, to: LetterReader): string {
  return `${leadMs === null ? 'ended' : 'ends'} ${instantInWords(endAt, to)}.`;
}

function details(model: ScheduleEndingModel, to: LetterReader) {
  return facts(
    ['Holder', line`${model.holder}`],
    ...roleFacts(model.role),
    ['Kind', model.kind],
    ['End', instantInWords(model.endAt, to)],
  );
}
