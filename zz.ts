import { startChild } from './bench/evaluations/child.ts';
const child = startChild('../company/company-process.ts', ['--expose-gc']);
const m = await child.ask({ folder: '/tmp/h/index/tmp/co1m', company: { people: 100_000, groups: 10_000, scopes: 20_000, roles: 900 }, designedMs: Temporal.Instant.from('2026-11-27T19:40:10Z').epochMilliseconds, assignments: 1_000_000, rounds: 2, questions: 50_000, decisionsPerRound: 1_000_000, tenants: 20, rivalMs: 1000, isLargest: true });
console.log(JSON.stringify(m, null, 1));
await child.stop();
