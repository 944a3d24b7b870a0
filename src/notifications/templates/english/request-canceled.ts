import type { EventOf } from '../../../domain/events.ts';
import { type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { requestBlocks, roleInWords } from './request-blocks.ts';

export interface RequestCanceledModel extends RequestModel {
  readonly reason: EventOf<'scheduleRequest.canceled'>['reason'];
  /** Display name; null: Brevet itself. */
  readonly canceledBy: string | null;
}

/** A request was withdrawn before it was decided or before it began: to who asked. */
export function requestCanceled(model: RequestCanceledModel, to: LetterReader): Letter {
  return {
    subject: line`Canceled: ${roleInWords(model.role)}`,
    blocks: [paragraph(`${why(model)} It gives no role.`), ...requestBlocks(model, to)],
    button: { label: 'See your request', link: model.link },
  };
}

/** The same, to who could decide it. */
export function approvalCanceled(model: RequestCanceledModel, to: LetterReader): Letter {
  return {
    subject: line`Canceled: ${model.requestor}, ${roleInWords(model.role)}`,
    blocks: [paragraph(`${why(model)} Nothing is left to decide.`), ...requestBlocks(model, to)],
    button: { label: 'See the request', link: model.link },
  };
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
