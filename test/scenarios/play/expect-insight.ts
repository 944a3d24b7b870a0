import { expect } from 'vitest';
import { commandDriver } from './command-driver.ts';
import type { Driver } from './driver.ts';
import type { Insight, InsightState } from './insight.ts';
import type { Post } from './post.ts';
import { moved, type World } from './world.ts';

/** What people were told before; the bell keeps it, and a story looks at what is new. */
export type Told = Map<string, number>;

/** Compares what a surface tells with what the story says; `insight` has every answer. */
export async function expectInsight(
  world: World,
  driver: Driver,
  insight: Insight,
  state: InsightState,
  where: string,
): Promise<void> {
  for (const [request, word] of Object.entries(state.shown ?? {})) {
    expect(`${request} ${await insight.shown(request)}`, where).toBe(`${request} ${word}`);
  }
  for (const [request, reason] of Object.entries(state.closed ?? {})) {
    expect(`${request} ${await insight.closed(request)}`, where).toBe(`${request} ${reason}`);
  }
  for (const { of, to, shows, expiresIn } of state.sheets ?? []) {
    const expiresAt = moved(world.clock(), expiresIn).toString();
    expect(await insight.sheet(to, of), `${where}: what ${to} is shown`).toMatchObject({ ...shows, expiresAt });
  }
  for (const { role, scope, codes } of state.warned ?? []) {
    expect(await insight.warned(role, scope), `${where}: ${role} at ${scope}`).toEqual(codes);
  }
  for (const { role, scope, is } of state.risks ?? []) {
    expect(`${role} at ${scope} ${await insight.risk(role, scope)}`, where).toBe(`${role} at ${scope} ${is}`);
  }
  if (state.rules !== undefined) {
    const ids = await insight.ruleIds(state.rules.role, state.rules.scope);
    expect(ids, where).toEqual(expect.arrayContaining([...state.rules.ids]));
    if (driver.name === 'ARM') expect(ids.toSorted(), where).toEqual(state.rules.ids.toSorted());
  }
  for (const [who, requests] of Object.entries(state.audits ?? {})) {
    expect({ [who]: (await insight.audits(who)).map(world.nameOf) }, where).toEqual({ [who]: requests });
  }
  // ARM shows nothing of what has ended
  const { timesOf } = driver.name === 'ARM' ? commandDriver(world) : driver;
  const ends = await Promise.all((state.endTogether ?? []).map(async (name) => (await timesOf(name))[1]));
  for (const end of ends) expect(end, `${where}: ${state.endTogether}`).toBe(ends[0]);
  for (const [request, who] of Object.entries(state.notAnApproval ?? {})) {
    const answer = await driver.decideAsApproval?.(who, request);
    if (answer === undefined) continue;
    expect(answer, where).toMatchObject({ status: 400, code: 'RequestTypeNotSupported' });
    expect(answer.message).toMatch(/no approval here.*portal.*JSON API/);
  }
}

/** What people were told and mailed since the last time. */
export async function expectTold(
  world: World,
  insight: Insight,
  { told = {}, mailed }: InsightState,
  before: Told,
  post: Post,
): Promise<void> {
  await post.settle();
  for (const [who, lines] of Object.entries(told)) {
    const ofStory = (await insight.bell(who)).filter(([, id]) => id !== null && world.nameOf(id) !== id);
    const news = ofStory.slice(before.get(who) ?? 0);
    before.set(who, ofStory.length);
    expect({ [who]: news.map(([event, id]) => `${event} ${world.nameOf(id ?? '')}`) }).toEqual({ [who]: lines });
  }
  if (mailed !== undefined) expect([...post.mailed()].sort()).toEqual([...mailed].sort());
}
