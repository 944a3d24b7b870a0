import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { decideAccess } from '../../src/domain/access/decide-access.ts';
import { attributesFrom } from '../../src/domain/condition/attributes-from.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { holderFacts } from '../../src/ledger/facts/holder-facts.ts';
import { principalFacts } from '../../src/ledger/facts/principal-facts.ts';
import { scopeChainOf } from '../../src/ledger/facts/scope-facts.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { demoLedger } from '../support/demo-ledger.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { testClock } from '../support/test-clock.ts';
import { livingWorld } from './living-world.ts';
import { mayDo } from './may-do.ts';
import { actions, attributeNames, type Dice, dice, values } from './random-world.ts';
import type { Question, Span, World } from './world.ts';

const IN_A_WORLD = 5000;
const BETWEEN_CHANGES = 500;
/** One in so many is decided from the tables too, as commands do. */
const FROM_TABLES = 250;
const HOUR_MS = 3_600_000;

export interface Comparison {
  decisions: number;
  permitted: number;
  /** Of those that are refused, the ones that would be permitted without deny assignments. */
  denied: number;
  fromTables: number;
  refusedCircles: number;
  /** The first few questions that were answered in two ways. */
  readonly disagreements: { readonly by: string; readonly model: boolean; readonly question: Question }[];
}

/** Asks the model and the server the same random questions about worlds that keep changing. */
export async function compareDecisions(seed: number, count: number): Promise<Comparison> {
  const result: Comparison = {
    decisions: 0,
    permitted: 0,
    denied: 0,
    fromTables: 0,
    refusedCircles: 0,
    disagreements: [],
  };
  for (let n = 0; result.decisions < count; n += 1) {
    await compareInOneWorld(dice(seededRandom(seed + n)), Math.min(IN_A_WORLD, count - result.decisions), result);
  }
  return result;
}

async function compareInOneWorld(random: Dice, count: number, result: Comparison): Promise<void> {
  const demo = await demoLedger({ clock: testClock() });
  const { ledger, clock, accessIndex: following } = demo;
  const { world, asked, refusedCircles, change } = await livingWorld(demo, random);
  for (let done = 0; done < count; done += BETWEEN_CHANGES) {
    if (done > 0) {
      await change();
      clock.advance('PT20M');
    }
    const loaded = await openAccessIndex(ledger);
    for (let n = 0; n < Math.min(BETWEEN_CHANGES, count - done); n += 1) {
      const question = randomQuestion(world, asked, clock().epochMilliseconds, random);
      const expected = mayDo(world, question);
      compare(result, question, expected, n % 2 === 0 ? following : loaded, n % 2 === 0 ? 'following' : 'loaded');
      if (n % FROM_TABLES === 0) await compareTables(result, question, expected, ledger);
      result.permitted += expected ? 1 : 0;
      if (!expected && mayDo({ ...world, denials: [] }, question)) result.denied += 1;
    }
  }
  result.refusedCircles += refusedCircles();
  await ledger.close();
}

/** Most questions are about an assignment: of somebody whom it may reach, at or below its scope, while it lasts. */
function randomQuestion(world: World, scopes: readonly string[], nowMs: number, random: Dice): Question {
  const { chance, pick } = random;
  const about = chance(0.7) ? pick(world.schedules) : null;
  const anyCase = (text: string) => (chance(0.3) ? text.toUpperCase() : text);
  const some = () => Object.fromEntries(attributeNames.filter(() => chance(0.6)).map((name) => [name, pick(values)]));
  const inside = about === null ? [] : scopes.filter((scope) => isBelow(world, scope, about.scope));
  return {
    principalId: about === null ? pick([...world.enabled.keys()]) : memberOf(world, about.principalId, random),
    action: anyCase(pick(actions)),
    isDataAction: chance(0.3),
    scope: anyCase(pick(inside.length > 0 ? inside : scopes)),
    atMs: randomInstant(world, about, nowMs, random),
    attributes: { Principal: some(), Resource: some(), Request: some(), Environment: some() },
  };
}

function isBelow({ parents }: World, scope: string, upper: string): boolean {
  for (let at = scope; ; at = parents.get(at) ?? '/') {
    if (at === upper) return true;
    if (at === '/') return false;
  }
}

function memberOf(world: World, id: string, random: Dice): string {
  const inside = world.memberships.filter(({ groupId }) => groupId === id);
  return inside.length === 0 || random.chance(0.3) ? id : memberOf(world, random.pick(inside).memberId, random);
}

/** No earlier than now: the past is another question. Often just where something begins or ends. */
function randomInstant(world: World, about: Span | null, nowMs: number, { below, chance, pick }: Dice): number {
  const span = chance(0.2) ? pick([...world.schedules, ...world.memberships]) : about;
  const edge = span === null ? nowMs : pick([span.startMs - 1, span.startMs, span.endMs - 1, span.endMs]);
  if (chance(0.3) && edge >= nowMs && Number.isFinite(edge)) return edge;
  const from = Math.max(nowMs, Number.isFinite(span?.startMs) ? (span?.startMs ?? nowMs) : nowMs);
  return from + below(chance(0.7) ? 8 * HOUR_MS : 48 * HOUR_MS);
}

function attributesOf({ attributes }: Question) {
  return {
    principal: attributesFrom(attributes.Principal),
    resource: attributesFrom(attributes.Resource),
    request: attributesFrom(attributes.Request),
    environment: attributesFrom(attributes.Environment),
  };
}

function compare(result: Comparison, question: Question, model: boolean, index: AccessIndex, by: string): void {
  const { principalId, action, isDataAction, atMs } = question;
  const scope = parseScope(question.scope);
  const asked = { principalId, action, isDataAction, scope, attributes: attributesOf(question) };
  note(result, { by, model, question }, index.decideAtMs(asked, atMs).allowed);
  result.decisions += 1;
}

async function compareTables(result: Comparison, question: Question, model: boolean, ledger: Ledger): Promise<void> {
  const at = Temporal.Instant.fromEpochMilliseconds(question.atMs);
  const allowed = await ledger.read(async (reader) => {
    const facts = await principalFacts(reader, question.principalId, at);
    const holder = facts === null ? undefined : await holderFacts(reader, facts, at);
    const scopeChain = await scopeChainOf(reader, parseScope(question.scope));
    const { action, isDataAction } = question;
    return decideAccess(holder, { action, isDataAction, scopeChain, attributes: attributesOf(question) }, question.atMs)
      .allowed;
  });
  note(result, { by: 'tables', model, question }, allowed);
  result.fromTables += 1;
}

function note(result: Comparison, found: Comparison['disagreements'][number], allowed: boolean): void {
  if (allowed !== found.model && result.disagreements.length < 5) result.disagreements.push(found);
}
