import type { Ticket } from '../../../domain/request/request.ts';
import { type Block, facts, type LetterReader, paragraph } from '../letter.ts';
import { line, oneLine } from '../one-line.ts';
import type { RequestModel, RoleModel } from '../request-model.ts';
import { expirationInWords, instantInWords } from './time-in-words.ts';

type FactRow = readonly [label: string, value: string | null];

/** `Owner on Production`, each part as one line. */
export function roleInWords(role: RoleModel): string {
  return line`${role.name} on ${role.scopeName}`;
}

/** The role, its risk and the full scope, one fact a line. */
export function roleFacts(role: RoleModel): readonly FactRow[] {
  return [
    ['Role', line`${role.name} (${role.risk} risk)`],
    ['Scope', line`${role.scopeName}`],
    ['Path', oneLine(role.scopePath, 2048)],
  ];
}

/** What was asked for: the facts, and the justification in the requestor's own words. */
export function requestBlocks(request: RequestModel, to: LetterReader, ...more: readonly FactRow[]): readonly Block[] {
  const { schedule, ticket } = request;
  return [
    facts(
      ['Requestor', line`${request.requestor}`],
      ...roleFacts(request.role),
      ['Duration', expirationInWords(schedule.expiration, to)],
      ['Start', schedule.startAt === null ? null : instantInWords(schedule.startAt, to)],
      ['Ticket', ticket === null ? null : ticketInWords(ticket)],
      ...more,
    ),
    justificationBlock('Justification', request.justification),
  ];
}

/** A justification below its heading. */
export function justificationBlock(heading: string, justification: string | null): Block {
  const isGiven = justification !== null && justification.trim() !== '';
  return isGiven ? { kind: 'quote', heading, typed: justification } : paragraph(`${heading}: none given`);
}

function ticketInWords({ number, system }: Ticket): string {
  if (number === null) return line`in ${system ?? ''}`;
  return system === null ? line`${number}` : line`${number} (${system})`;
}
