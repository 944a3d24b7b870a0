import { type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { requestBlocks, roleInWords } from './request-blocks.ts';
import { instantInWords } from './time-in-words.ts';

export interface ApprovalTimedOutModel extends RequestModel {
  readonly expiredAt: Temporal.Instant;
}

/** Nobody decided a request in time: to who asked. */
export function requestTimedOut(model: ApprovalTimedOutModel, to: LetterReader): Letter {
  const until = instantInWords(model.expiredAt, to);
  return {
    subject: line`Expired undecided: ${roleInWords(model.role)}`,
    blocks: [
      paragraph(
        `Nobody decided your request until ${until}. You did not get the role; ask again if you still need it.`,
      ),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See your request', link: model.link },
  };
}

/** The same, to who could decide it. */
export function approvalTimedOut(model: ApprovalTimedOutModel, to: LetterReader): Letter {
  const until = instantInWords(model.expiredAt, to);
  return {
    subject: line`Expired undecided: ${model.requestor}, ${roleInWords(model.role)}`,
    blocks: [
      paragraph(line`Nobody decided the request of ${model.requestor} until ${until}. It can no longer be decided.`),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See the request', link: model.link },
  };
}
