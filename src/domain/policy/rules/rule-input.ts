import type { Assurance } from '../../assurance.ts';
import type { Ticket } from '../../request/request.ts';
import type { Interval } from '../../time.ts';

/** What the rules of a policy look at; the same for a dry run and the real thing. */
export interface RuleInput {
  readonly interval: Interval;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly assurance: Assurance;
}
