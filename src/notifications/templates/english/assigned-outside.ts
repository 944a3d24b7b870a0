import { facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RoleModel } from '../request-model.ts';
import { justificationBlock, roleFacts, roleInWords } from './request-blocks.ts';
import { instantInWords, untilInWords } from './time-in-words.ts';

export interface AssignedOutsideModel {
  readonly by: 'roleAssignment' | 'elevation';
  /** Display name of whom it was assigned to. */
  readonly assignee: string;
  /** Display name of who did it. */
  readonly assigner: string;
  readonly role: RoleModel;
  readonly startAt: Temporal.Instant;
  /** null: without end. */
  readonly endAt: Temporal.Instant | null;
  readonly justification: string | null;
  /** From where, as far as it is known. */
  readonly origin: string | null;
  readonly link: string;
}

/** Somebody gave a role past requests and approvals; all administrators are told. */
export function assignedOutside(model: AssignedOutsideModel, to: LetterReader): Letter {
  const { assignee, assigner, role, startAt, endAt, justification, origin, link } = model;
  const until = untilInWords(endAt, to);
  const what =
    model.by === 'elevation'
      ? line`${assigner} gave themselves access to all resources (elevated access).`
      : line`${assigner} wrote a role assignment directly.`;
  return {
    subject: line`Assigned outside of requests: ${assignee}, ${roleInWords(role)}`,
    blocks: [
      paragraph(`${what} Nobody asked for it and nobody approved it; it is held ${until}.`),
      facts(
        ['Assignee', line`${assignee}`],
        ['Assigned by', line`${assigner}`],
        ...roleFacts(role),
        ['Time', `from ${instantInWords(startAt, to)} ${until}`],
        ['From', origin === null ? null : line`${origin}`],
      ),
      justificationBlock('Description', justification),
      paragraph('If this was not agreed on, remove the assignment, and make the person eligible instead.'),
    ],
    button: { label: 'See the assignment', link },
  };
}
