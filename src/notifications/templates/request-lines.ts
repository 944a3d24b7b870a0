import type { Ticket } from '../../domain/request/request.ts';
import { line, oneLine } from './one-line.ts';
import { quoted } from './quoted.ts';
import type { RequestModel, RoleModel } from './request-model.ts';
import { expirationInWords, instantInWords } from './time-in-words.ts';

/** `Owner on Production`, each part as one line. */
export function roleInWords(role: RoleModel): string {
  return line`${role.name} on ${role.scopeName}`;
}

/** The role, its risk and the full scope, one fact a line. */
export function roleLines(role: RoleModel): readonly string[] {
  return [
    line`Role: ${role.name} (${role.risk} risk)`,
    line`Scope: ${role.scopeName}`,
    `Path: ${oneLine(role.scopePath, 2048)}`,
  ];
}

/** What was asked for, in two paragraphs: the facts, and the justification in the requestor's own words. */
export function requestLines(request: RequestModel, ...more: readonly string[]): readonly string[] {
  const { schedule, ticket } = request;
  const facts = [
    line`Requestor: ${request.requestor}`,
    ...roleLines(request.role),
    `Duration: ${expirationInWords(schedule.expiration)}`,
    ...(schedule.startAt === null ? [] : [`Start: ${instantInWords(schedule.startAt)}`]),
    ...(ticket === null ? [] : [ticketLine(ticket)]),
    ...more,
  ];
  return [facts.join('\n'), justificationLines('Justification', request.justification)];
}

/** A justification below its heading. */
export function justificationLines(heading: string, justification: string | null): string {
  const isGiven = justification !== null && justification.trim() !== '';
  return isGiven ? `${heading}:\n${quoted(justification)}` : `${heading}: none given`;
}

function ticketLine({ number, system }: Ticket): string {
  if (number === null) return line`Ticket: in ${system ?? ''}`;
  return system === null ? line`Ticket: ${number}` : line`Ticket: ${number} (${system})`;
}
