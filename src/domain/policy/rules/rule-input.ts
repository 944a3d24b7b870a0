import type { Assurance } from '../../assurance.ts';
import type { NamedProof } from '../../proof/request-proof.ts';
import type { Ticket } from '../../request/request.ts';
import type { Interval } from '../../time.ts';

/** What the rules of a policy look at; the same for a dry run and the real thing. */
export interface RuleInput {
  readonly interval: Interval;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly assurance: Assurance;
  /** A proof that the request names; null: none. */
  readonly proof: NamedProof | null;
  readonly now: Temporal.Instant;
}
