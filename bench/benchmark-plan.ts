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
  readonly evaluationsPerRound: number;
  readonly evaluationsToWarmUp: number;
  readonly evaluationsPerBatch: number;
  readonly batchesPerRound: number;
  readonly batchesToWarmUp: number;
  readonly evaluationRounds: number;
  readonly connections: number;
  /** The two sizes of an organisation between which a page of a list may hardly cost more. */
  readonly listedAssignments: { readonly few: number; readonly many: number };
  readonly pagesPerRound: number;
  readonly simultaneousEnds: number;
  /** 0: it is left out. */
  readonly takeOverRounds: number;
}

/** What `npm run bench` does: about five minutes. */
export const fullPlan: BenchmarkPlan = {
  people: 10_000,
  scopes: 2_000,
  roles: 50,
  rounds: 5,
  activationsPerRound: 1_600,
  postgresActivationsPerRound: 500,
  questions: 50_000,
  decisionsPerRound: 1_000_000,
  evaluationsPerRound: 30_000,
  evaluationsToWarmUp: 30_000,
  evaluationsPerBatch: 100,
  batchesPerRound: 1_500,
  batchesToWarmUp: 3_000,
  evaluationRounds: 11,
  connections: 32,
  listedAssignments: { few: 1_000, many: 100_000 },
  pagesPerRound: 20,
  simultaneousEnds: 10_000,
  takeOverRounds: 7,
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
  evaluationsPerRound: 64,
  evaluationsToWarmUp: 32,
  evaluationsPerBatch: 10,
  batchesPerRound: 8,
  batchesToWarmUp: 4,
  evaluationRounds: 2,
  connections: 4,
  listedAssignments: { few: 900, many: 1_000 },
  pagesPerRound: 1,
  simultaneousEnds: 40,
  // three starts of a whole server are too much for a look whether it still runs; test/replicas has its like
  takeOverRounds: 0,
};
