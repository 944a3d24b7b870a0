import type { CompanyPlan } from './company/company.ts';

/** How much of everything a run does. */
export interface BenchmarkPlan {
  readonly people: number;
  readonly scopes: number;
  readonly roles: number;
  readonly rounds: number;
  /** Per round; there are `rounds` rounds and one to warm up, and each needs a person of its own. */
  readonly activationsPerRound: number;
  /** With one client; with 32 it is twice as many. */
  readonly postgresActivationsPerRound: number;
  readonly questions: number;
  readonly decisionsPerRound: number;
  /** A company that is larger than the organisation of the other measurements. */
  readonly company: CompanyPlan;
  /** How many assignments it has, one after the other. */
  readonly companyAssignments: readonly number[];
  /** Whether it is the one that the aims are for. */
  readonly isCompanyLarge: boolean;
  /** How often the server is started on it. */
  readonly starts: number;
  /** Subscriptions of it that other engines are asked about, and for how long in a round, in milliseconds. */
  readonly tenants: number;
  readonly rivalMs: number;
  readonly evaluationsPerRound: number;
  readonly evaluationsToWarmUp: number;
  readonly evaluationsPerBatch: number;
  readonly batchesPerRound: number;
  readonly batchesToWarmUp: number;
  readonly evaluationRounds: number;
  readonly connections: number;
  /** The two sizes of an organisation between which a page of a list may hardly cost more. */
  readonly listedAssignments: {
    readonly few: number;
    readonly many: number;
    /** What is more than this is copied in the tables. */
    readonly appended: number;
  };
  readonly pagesPerRound: number;
  readonly simultaneousEnds: number;
  /** 0: it is left out. */
  readonly takeOverRounds: number;
}

/** What `npm run bench` does: about a quarter of an hour. */
export const fullPlan: BenchmarkPlan = {
  people: 10_000,
  scopes: 2_000,
  roles: 50,
  rounds: 5,
  activationsPerRound: 1_600,
  postgresActivationsPerRound: 500,
  questions: 50_000,
  decisionsPerRound: 1_000_000,
  company: { people: 100_000, groups: 10_000, scopes: 20_000, roles: 900 },
  companyAssignments: [10_000, 100_000],
  isCompanyLarge: false,
  starts: 3,
  tenants: 20,
  rivalMs: 500,
  evaluationsPerRound: 30_000,
  evaluationsToWarmUp: 30_000,
  evaluationsPerBatch: 100,
  batchesPerRound: 1_500,
  batchesToWarmUp: 3_000,
  evaluationRounds: 11,
  connections: 32,
  listedAssignments: { few: 1_000, many: 100_000, appended: 20_000 },
  pagesPerRound: 20,
  simultaneousEnds: 10_000,
  takeOverRounds: 7,
};

/** What `npm run bench -- --large` does: the same, with a million assignments where that is what is asked about. */
export const largePlan: BenchmarkPlan = {
  ...fullPlan,
  companyAssignments: [10_000, 100_000, 1_000_000],
  isCompanyLarge: true,
  listedAssignments: { few: 1_000, many: 1_000_000, appended: 20_000 },
};

/** Enough to see that everything still runs; its numbers mean nothing. */
export const tinyPlan: BenchmarkPlan = {
  people: 100,
  scopes: 100,
  roles: 10,
  rounds: 2,
  activationsPerRound: 33,
  postgresActivationsPerRound: 4,
  questions: 200,
  decisionsPerRound: 400,
  company: { people: 60, groups: 30, scopes: 100, roles: 40 },
  companyAssignments: [300],
  isCompanyLarge: false,
  starts: 1,
  tenants: 5,
  rivalMs: 20,
  evaluationsPerRound: 64,
  evaluationsToWarmUp: 32,
  evaluationsPerBatch: 10,
  batchesPerRound: 8,
  batchesToWarmUp: 4,
  evaluationRounds: 2,
  connections: 4,
  listedAssignments: { few: 900, many: 1_100, appended: 950 },
  pagesPerRound: 1,
  simultaneousEnds: 40,
  // three starts of a whole server are too much for a look whether it still runs; test/replicas has its like
  takeOverRounds: 0,
};
