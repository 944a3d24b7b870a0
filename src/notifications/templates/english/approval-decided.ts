import { type Block, facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line, oneLine } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { justificationBlock, requestBlocks, roleInWords } from './request-blocks.ts';
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

/** Somebody decided a request: to who asked. */
export function requestDecided(model: ApprovalDecidedModel, to: LetterReader): Letter {
  return {
    subject: line`${titleOf(model)}: ${whatOf(model, to)}`,
    blocks: [paragraph(line`${model.decider} ${model.result} your request.`), ...details(model, to)],
    button: { label: 'See your request', link: model.link },
  };
}

/** The same, to everybody who could decide it. */
export function approvalDecided(model: ApprovalDecidedModel, to: LetterReader): Letter {
  const { decider, requestor, result } = model;
  return {
    subject: line`${titleOf(model)} by ${decider}: ${requestor}, ${whatOf(model, to)}`,
    blocks: [
      paragraph(line`${decider} ${result} the request of ${requestor}. Nothing is left to decide.`),
      ...details(model, to),
    ],
    button: { label: 'See the request', link: model.link },
  };
}

function titleOf({ result }: ApprovalDecidedModel): string {
  return result === 'approved' ? 'Approved' : 'Denied';
}

function grantedOf({ grantedDuration }: ApprovalDecidedModel): string | null {
  return grantedDuration === null ? null : durationInWords(grantedDuration);
}

function whatOf(model: ApprovalDecidedModel, to: LetterReader): string {
  const what = roleInWords(model.role);
  if (model.result === 'denied') return what;
  return `${what}, ${grantedOf(model) ?? expirationInWords(model.schedule.expiration, to)}`;
}

function details(model: ApprovalDecidedModel, to: LetterReader): readonly Block[] {
  const heading = line`Decision by ${model.decider}, ${instantInWords(model.decidedAt, to)}`;
  return [
    justificationBlock(heading, model.decisionJustification),
    ...lessThanAsked(model),
    ...requestBlocks(model, to),
  ];
}

function lessThanAsked(model: ApprovalDecidedModel): readonly Block[] {
  const duration = grantedOf(model);
  const { grantedScopePath } = model;
  if (model.result === 'denied' || (duration === null && grantedScopePath === null)) return [];
  return [
    paragraph('Less was granted than was asked for.'),
    facts(
      ['Granted duration', duration],
      ['Granted scope', grantedScopePath === null ? null : oneLine(grantedScopePath, 2048)],
    ),
  ];
}
