import type { FastifyInstance } from 'fastify';
import { expect, inject } from 'vitest';
import { type AccessIndex, openAccessIndex } from '../../../src/access/access-index.ts';
import { builtInRoles } from '../../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../../src/commands/establish-organisation.ts';
import { demoRoles } from '../../../src/demo/demo-organisation.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { buildApp } from '../../../src/http/app.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryEngine } from '../../support/temporary-engine.ts';
import { testClock } from '../../support/test-clock.ts';
import { testAuthenticator } from '../../support/test-server.ts';
import { type RandomWorld, randomWorld } from './random-world.ts';
import { unregistered } from './tree.ts';

/** For each law; more of them: `VISIBILITY_WORLDS=50`. On PostgreSQL each question is a journey. */
const worlds = Number(process.env['VISIBILITY_WORLDS'] ?? (inject('postgres') === undefined ? '2' : '1'));
/** The first is new each time and printed with the seed of the run; `VISIBILITY_SEED` repeats one. */
const firstSeed = Number(process.env['VISIBILITY_SEED'] ?? inject('seed'));
export const seeds: readonly number[] = Array.from({ length: worlds }, (_, index) => firstSeed + index);

export const PIM = '/api/security/pim';
export const APPROVALS = '2021-01-01-preview';
export const RBAC = '2022-04-01';
const usedRoles = builtInRoles.filter(
  ({ id, family }) => family === 'group' || (Object.values(demoRoles) as string[]).includes(id),
);

export interface World extends RandomWorld {
  readonly app: FastifyInstance;
  readonly index: AccessIndex;
  readonly now: Temporal.Instant;
  /** The same for the same seed. */
  random(): number;
}

/** Makes a world, and lets the work look at it through the whole application. */
export async function inWorld(seed: number, work: (world: World) => Promise<void>): Promise<void> {
  const random = seededRandom(seed);
  const world = randomWorld(random, testClock()(), `world ${seed}`);
  await withEvents(world.events, (served) => work({ ...world, ...served, random }));
}

/** Serves what came of the events; ids that it makes are the same each time. */
export async function withEvents(
  events: readonly DomainEvent[],
  work: (served: Pick<World, 'app' | 'index' | 'now'>) => Promise<void>,
): Promise<void> {
  const clock = testClock();
  const ledger = await openLedger({ engine: await temporaryEngine(), clock });
  await defineBuiltInRoles(ledger, usedRoles);
  const context = { actorId: null, command: 'test', correlationId: 'test', origin: null };
  await ledger.execute(context, ({ append }) => append(events));
  const index = await openAccessIndex(ledger);
  const authenticator = testAuthenticator(ledger);
  let made = 0;
  const newId = () => {
    made += 1;
    return `0d000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const app = await buildApp({ services: { ledger, accessIndex: index, clock, newId, authenticator } });
  try {
    await work({ app, index, now: clock() });
  } finally {
    await app.close();
    await ledger.close();
  }
}

/** The address of a resource of the provider at a scope, with the version that the resource has. */
export function urlOf(scope: string, rest: string, version = '2020-10-01'): string {
  const mark = rest.includes('?') ? '&' : '?';
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${rest}${mark}api-version=${version}`;
}

/** The address of something of the hierarchy. */
export function hierarchyUrl(path: string): string {
  const version = path.includes('managementGroups') ? '2020-05-01' : '2021-04-01';
  return `${path}${path.includes('?') ? '&' : '?'}api-version=${version}`;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire and says itself what it expects
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

export type Call = (method: Method, url: string, payload?: object) => Promise<Answer>;

export function callerOf({ app }: Pick<World, 'app'>, caller: string): Call {
  const authorization = `Bearer test:${caller}`;
  return async (method, url, payload) => {
    const answer = await app.inject({ method, url, headers: { authorization }, ...(payload ? { payload } : {}) });
    expect(answer.statusCode, `${method} ${url} ${answer.body}`).toBeLessThan(500);
    const isJson = /\bjson\b|\+json/.test(String(answer.headers['content-type'])) && answer.body !== '';
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body || null, headers: answer.headers };
  };
}

/** What a list shows in all of its pages; null where it is refused. */
export async function entries(call: Call, url: string): Promise<readonly Answer['body'][] | null> {
  const found: Answer['body'][] = [];
  for (let next: string | null = url; next !== null; ) {
    const { status, body }: Answer = await call('GET', next);
    if (status !== 200) return null;
    found.push(...body.value);
    next = body.nextLink === undefined ? null : body.nextLink.slice(body.nextLink.indexOf('/', 8));
  }
  return found;
}

/** The names in all pages of a list; none where it is refused. */
export async function listed(call: Call, url: string): Promise<readonly string[]> {
  return ((await entries(call, url)) ?? []).map(({ name }) => name);
}

/** Every name that any list of the type shows the caller, at any scope and with any of the filters. */
export async function listedAnywhere(
  call: Call,
  { scopes }: World,
  type: string,
  filters: readonly string[],
  version?: string,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const scope of [...scopes, ...unregistered]) {
    for (const filter of ['', ...filters]) {
      const url = urlOf(scope, filter === '' ? type : `${type}?$filter=${filter}`, version);
      for (const name of await listed(call, url)) names.add(name);
    }
  }
  return names;
}

/** What a list of the JSON API shows in all of its pages, of which each but the last is full; null where it is refused. */
export async function itemsOf(call: Call, path: string, limit = 3): Promise<readonly Answer['body'][] | null> {
  const found: Answer['body'][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await call('GET', `${PIM}${path}${path.includes('?') ? '&' : '?'}limit=${limit}${more}`);
    if (status !== 200) return null;
    found.push(...body.items);
    cursor = body.nextCursor;
    // a page that is not full would tell how much of it is hidden, and an empty one that there is more
    if (cursor !== null) expect(body.items.length, path).toBe(limit);
    else if (found.length > 0) expect(body.items.length, path).toBeGreaterThan(0);
  }
  return found;
}

/** Some of them, the same for the same seed. */
export function sample<Item>({ random }: World, items: readonly Item[], most: number): readonly Item[] {
  const left = [...items];
  const taken: Item[] = [];
  while (left.length > 0 && taken.length < most) taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}
