import { type Block, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { requestBlocks, roleInWords } from './request-blocks.ts';
import { instantInWords, lengthInWords, untilInWords } from './time-in-words.ts';

export interface RoleActivatedModel extends RequestModel {
  readonly startAt: Temporal.Instant;
  /** null: without end. */
  readonly endAt: Temporal.Instant | null;
}

/** Somebody holds an activated role from now on: to themselves. */
export function activationBegan(model: RoleActivatedModel, to: LetterReader): Letter {
  const until = untilInWords(model.endAt, to);
  const end = model.endAt === null ? '' : 'Then it ends by itself. ';
  return {
    // not until when: it stands in the bell too, beside times of the device's zone
    subject: line`Active: ${roleInWords(model.role)}, ${lengthOf(model)}`,
    blocks: [paragraph(`You hold the role ${until}. ${end}Deactivate it when you are done.`), ...details(model, to)],
    button: { label: 'See or deactivate it', link: model.link },
  };
}

/** The same, to the administrators of the role. */
export function roleActivated(model: RoleActivatedModel, to: LetterReader): Letter {
  const { requestor, role, endAt } = model;
  return {
    subject: line`${requestor} activated ${roleInWords(role)}, ${lengthOf(model)}`,
    blocks: [paragraph(line`${requestor} holds the role ${untilInWords(endAt, to)}.`), ...details(model, to)],
    button: { label: 'See the request', link: model.link },
  };
}

function lengthOf({ startAt, endAt }: RoleActivatedModel): string {
  return endAt === null ? 'without end' : lengthInWords(endAt.epochMilliseconds - startAt.epochMilliseconds);
}

function details(model: RoleActivatedModel, to: LetterReader): readonly Block[] {
  const active = `from ${instantInWords(model.startAt, to)} ${untilInWords(model.endAt, to)}`;
  return requestBlocks(model, to, ['Active', active]);
}
