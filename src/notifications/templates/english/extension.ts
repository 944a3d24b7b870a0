import { type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import type { RequestModel } from '../request-model.ts';
import { justificationBlock, requestBlocks, roleInWords } from './request-blocks.ts';
import { instantInWords, untilInWords } from './time-in-words.ts';

/** Somebody asks for more time of an assignment. */
export interface ExtensionModel extends RequestModel {
  /** An assignment that has expired is renewed, one that has not is extended. */
  readonly isRenewal: boolean;
}

export interface ExtensionRequestedModel extends ExtensionModel {
  readonly expiresAt: Temporal.Instant;
}

export interface ExtensionDecidedModel extends ExtensionModel {
  readonly result: 'approved' | 'denied';
  /** Display name. */
  readonly decider: string;
  readonly decisionJustification: string | null;
  /** What was granted; null where it was denied. */
  readonly granted: { readonly startAt: Temporal.Instant; readonly endAt: Temporal.Instant | null } | null;
}

/** To who asked. */
export function extensionAwaited(model: ExtensionRequestedModel, to: LetterReader): Letter {
  return {
    subject: line`Asked for: ${subjectOf(model)}`,
    blocks: [
      paragraph(`Your request waits for an administrator. ${decidableUntil(model, to)}`),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See your request', link: model.link },
  };
}

/** To the administrators, who decide. */
export function extensionRequested(model: ExtensionRequestedModel, to: LetterReader): Letter {
  return {
    subject: line`To decide: ${model.requestor}, ${subjectOf(model)}`,
    blocks: [
      paragraph(line`${model.requestor} asks for more time of an assignment. ${decidableUntil(model, to)}`),
      ...requestBlocks(model, to),
    ],
    button: { label: 'Decide the request', link: model.link },
  };
}

/** An administrator decided it: to who asked. */
export function ownExtensionDecided(model: ExtensionDecidedModel, to: LetterReader): Letter {
  return {
    subject: line`${titleOf(model)}: ${subjectOf(model)}`,
    blocks: [
      paragraph(line`${model.decider} ${model.result} your request. ${outcomeOf(model, to)}`),
      justificationBlock('Why', model.decisionJustification),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See your request', link: model.link },
  };
}

/** The same, to the administrators. */
export function extensionDecided(model: ExtensionDecidedModel, to: LetterReader): Letter {
  const { decider, requestor, result } = model;
  return {
    subject: line`${titleOf(model)}: ${requestor}, ${subjectOf(model)}`,
    blocks: [
      paragraph(line`${decider} ${result} the request of ${requestor}. ${outcomeOf(model, to)}`),
      justificationBlock('Why', model.decisionJustification),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See the request', link: model.link },
  };
}

/** Nobody decided it in time: to who asked. */
export function ownExtensionTimedOut(model: ExtensionModel, to: LetterReader): Letter {
  return {
    subject: line`Expired undecided: ${subjectOf(model)}`,
    blocks: [
      paragraph('Nobody decided your request in time. The assignment stays as it is; ask again if you still need it.'),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See your request', link: model.link },
  };
}

/** The same, to the administrators. */
export function extensionTimedOut(model: ExtensionModel, to: LetterReader): Letter {
  return {
    subject: line`Expired undecided: ${model.requestor}, ${subjectOf(model)}`,
    blocks: [
      paragraph(line`Nobody decided the request of ${model.requestor} in time. It can no longer be decided.`),
      ...requestBlocks(model, to),
    ],
    button: { label: 'See the request', link: model.link },
  };
}

function subjectOf({ isRenewal, role }: ExtensionModel): string {
  return `${isRenewal ? 'renewal' : 'extension'} of ${roleInWords(role)}`;
}

function titleOf({ result }: ExtensionDecidedModel): string {
  return result === 'approved' ? 'Approved' : 'Denied';
}

function decidableUntil({ expiresAt }: ExtensionRequestedModel, to: LetterReader): string {
  return `It can be decided until ${instantInWords(expiresAt, to)}.`;
}

function outcomeOf({ granted }: ExtensionDecidedModel, to: LetterReader): string {
  if (granted === null) return 'The assignment stays as it is.';
  return `The assignment now lasts ${untilInWords(granted.endAt, to)}.`;
}
