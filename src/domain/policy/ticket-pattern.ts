import { RE2JS, RE2JSException } from 're2js';

const LONGEST_PATTERN = 200;
/** In instructions of the compiled pattern: what bounds the time of one match, together with the longest ticket. */
const LARGEST_PROGRAM = 1000;
const LONGEST_TICKET = 200;

/**
 * Whether a ticket number matches a pattern as a whole, in time linear in its length (ADR 0007). A pattern that cannot
 * be used is matched by nothing.
 */
export function matchesTicketPattern(pattern: string, ticketNumber: string): boolean {
  if (ticketNumber.length > LONGEST_TICKET) return false;
  const compiled = compile(pattern);
  return typeof compiled !== 'string' && compiled.matches(ticketNumber);
}

/** Why a pattern cannot be used, to follow `has a ticket pattern`; null where it can. */
export function whyTicketPatternInvalid(pattern: string): string | null {
  const compiled = compile(pattern);
  return typeof compiled === 'string' ? compiled : null;
}

function compile(pattern: string): RE2JS | string {
  if (pattern === '' || pattern.length > LONGEST_PATTERN) {
    return `of ${pattern.length} characters; allowed: 1 to ${LONGEST_PATTERN}`;
  }
  try {
    const compiled = RE2JS.compile(pattern);
    const isTooLarge = compiled.programSize() > LARGEST_PROGRAM;
    return isTooLarge ? 'that is too large; allowed: fewer repetitions, such as `INC[0-9]{6,10}`' : compiled;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return 'that cannot be read; allowed: RE2 syntax, without look-around and back-references';
  }
}
