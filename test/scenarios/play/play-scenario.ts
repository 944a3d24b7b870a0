import { expect } from 'vitest';
import { clockwork } from '../../../src/clockwork/clockwork.ts';
import { violationKinds } from '../../../src/domain/errors.ts';
import { rowsOf } from '../../../src/ledger/contract/rows-of.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { verifyLedger } from '../../../src/ledger/verify-ledger.ts';
import { commandDriver } from './command-driver.ts';
import { commandInsight } from './command-insight.ts';
import type { Answer, Driver } from './driver.ts';
import { expectInsight, expectTold, type Told } from './expect-insight.ts';
import { openPost } from './post.ts';
import type { ActionStep, Ending, Refused, Scenario, State, Step, TogetherStep } from './scenario.ts';
import { moved, scopeOf, type World } from './world.ts';

/** Whether the surface has any step of the story; without one it would only be played by the commands again. */
export function concerns(driver: Driver, { steps }: Scenario): boolean {
  const actions = steps.flatMap((step) => (step.does === 'atOnce' ? step.steps : isAction(step) ? [step] : []));
  // groups have a wire of their own
  if (driver.name === 'ARM' && actions.some((step) => 'role' in step && step.role.startsWith('group'))) return false;
  return actions.some((step) => driver.has(step));
}

function isAction(step: Step): step is ActionStep {
  return !['wait', 'runTimers', 'look', 'atOnce'].includes(step.does);
}

/** Plays a scenario step by step; what a surface has not is done by the commands, so that the story goes on. */
export async function playScenario(world: World, driver: Driver, scenario: Scenario): Promise<void> {
  const commands = commandDriver(world);
  const insight = { ...commandInsight(world), ...driver.insight };
  const before: Told = new Map();
  const post = scenario.steps.some(({ after }) => after?.told ?? after?.mailed) ? await openPost(world) : null;
  try {
    await playSteps();
  } finally {
    await post?.close();
  }
  expect((await verifyLedger(world.engine)).problems).toEqual([]);

  async function playSteps(): Promise<void> {
    for (const [index, step] of scenario.steps.entries()) {
      const where = `step ${index + 1}, ${step.does}`;
      if (step.does === 'wait') world.clock.set(moved(world.clock(), step.lasting));
      else if (step.does === 'runTimers') await runTimers(world);
      else if (step.does === 'atOnce') await playTogether(step, where);
      else if (isAction(step)) await playAction(world, driverOf(step), step, where);
      if (step.after === undefined) continue;
      await expectState(world, driver, step.after, where);
      await expectInsight(world, driver, insight, step.after, where);
      if (post !== null) await expectTold(world, insight, step.after, before, post);
    }
  }

  function driverOf(step: ActionStep): Driver {
    return driver.has(step) ? driver : commands;
  }

  async function playTogether({ steps, endings }: TogetherStep, where: string): Promise<void> {
    const answers = await Promise.all(steps.map((each) => driverOf(each).play(each)));
    const [first] = steps as readonly [ActionStep];
    const codeOf = (answer: object) => ('code' in answer ? String(answer.code) : '');
    const expected = endings.map((ending) => {
      return ending === 'done' ? ending : codeOf(driverOf(first).expected({ code: ending }, first));
    });
    const told = answers.map((answer) => (answer === null ? 'done' : codeOf(answer)));
    expect(told.sort(), where).toEqual(expected.sort());
  }
}

async function runTimers({ ledger, clock }: World): Promise<void> {
  const onError = (error: unknown) => {
    throw error;
  };
  await clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
}

/** A refusal changes nothing, and the attempt is on record (BEHAVIOUR §7); so does a dry run, which leaves no record. */
async function playAction(world: World, driver: Driver, step: ActionStep, where: string): Promise<void> {
  const leavesAll = step.refused !== undefined || ('isDryRun' in step && step.isDryRun);
  const before = leavesAll ? await rowsOf(world.engine) : null;
  const last = world.ledger.lastSequence();
  const answer = await driver.play(step);
  expectEnding(driver, step, answer, where);
  if (before === null) return;
  expect(await rowsOf(world.engine), `${where} changes nothing`).toEqual(before);
  const entries = await world.ledger.entriesAfter(last, 10);
  if ('isDryRun' in step && step.isDryRun) expect(entries, `${where} is not on record`).toEqual([]);
  else expectOnRecord(driver, step, entries, where);
}

/** What a surface cannot read at all never becomes a command; every other attempt is an entry. */
function expectOnRecord(driver: Driver, step: ActionStep, entries: readonly LedgerEntry[], where: string): void {
  if (step.refused === undefined) return;
  const { code, isUnknown } = refusedOf(step.refused);
  const isText = 'fromText' in step || 'untilText' in step;
  const isUnread = violationKinds[code] === 'malformed' && (isText || driver.name !== 'commands');
  if (entries.length === 0 && (isUnread || (isUnknown && driver.name !== 'commands'))) return;
  const recorded = entries.map(({ event }) => (event.type === 'command.refused' ? event.code : event.type));
  expect(recorded, `${where} is on record`).toEqual([code]);
}

function refusedOf(ending: Ending): Refused {
  return typeof ending === 'string' ? { code: ending } : ending;
}

function expectEnding(driver: Driver, step: ActionStep, answer: Answer, where: string): void {
  if (step.refused === undefined) {
    expect(answer, `${where} (${driver.name})`).toBeNull();
    return;
  }
  const refused = refusedOf(step.refused);
  expect(answer?.message, `${where} says why in one sentence`).toMatch(/^[^\n]{10,1500}$/);
  expect(answer?.message).not.toMatch(/undefined|\[object|Error:|SQL/);
  expect(answer, `${where} (${driver.name})`).toMatchObject(driver.expected(refused, step));
}

async function expectState(world: World, driver: Driver, state: State, where: string): Promise<void> {
  const questions = [...Object.entries(state.may ?? {}).map(([who, is]) => ({ who, is })), ...(state.asked ?? [])];
  for (const question of questions) {
    const told = await driver.may(question);
    expect({ ...question, is: told }, `after ${where}`).toEqual(question);
  }
  for (const [request, status] of Object.entries(state.requests ?? {})) {
    expect(`${request} ${await driver.statusOf(request)}`, where).toBe(`${request} ${driver.wordFor(status)}`);
  }
  for (const [who, requests] of Object.entries(state.toDecide ?? {})) {
    const waiting = (await driver.toDecide(who)).map(world.nameOf);
    expect({ [who]: waiting.sort() }, where).toEqual({ [who]: [...requests].sort() });
  }
  for (const { role, scope, from } of state.settings ?? []) {
    const told = await driver.settingsFrom(role, scope);
    const expected = from === null ? 'default' : scopeOf(from);
    expect(told === 'written' && from !== null ? expected : told, `${role} at ${scope}`).toBe(expected);
  }
  for (const [request, [from, to]] of Object.entries(state.times ?? {})) {
    const at = (offset: string | null) => (offset === null ? null : moved(world.startedAt, offset).toString());
    const [start, end] = await driver.timesOf(request);
    expect({ [request]: [start, end] }, where).toEqual({
      [request]: [start && at(from), end === undefined ? end : at(to)],
    });
  }
}
