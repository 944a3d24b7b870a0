import type { CompanyPlan } from './company.ts';

/** What the process that measures an index is told; it answers with measurements. */
export interface ProcessOrder {
  /** With the ledger of the company. */
  readonly folder: string;
  readonly company: CompanyPlan;
  /** When it was designed, in milliseconds since the epoch. */
  readonly designedMs: number;
  readonly assignments: number;
  readonly rounds: number;
  readonly questions: number;
  readonly decisionsPerRound: number;
  /** Subscriptions that the others are asked about. */
  readonly tenants: number;
  /** How long the others are asked in a round, in milliseconds. */
  readonly rivalMs: number;
  /** Whether the aims, which are for the largest company, apply. */
  readonly isLargest: boolean;
}
