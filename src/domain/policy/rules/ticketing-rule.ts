import type { UnmetRule } from '../../errors.ts';
import type { RuleInput } from './rule-input.ts';

/** A ticket number must be given; white space alone is none. */
export function evaluateTicketingRule({ ticket }: RuleInput): readonly UnmetRule[] {
  if (ticket !== null && ticket.number !== null && ticket.number.trim() !== '') return [];
  return [{ rule: 'ticketing', message: 'a ticket is required; give the ticket number and its system' }];
}
