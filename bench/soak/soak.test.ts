import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { httpReceiver } from '../../test/support/http-receiver.ts';
import { presentSoak } from './present-soak.ts';
import { soak, whyGrown } from './soak.ts';
import { soakCalls } from './soak-calls.ts';

// a process of its own, because it is its memory that is looked at; at a rate that leaves the others room
it('lets people live on a real server, whose memory does not grow and whose answers are all right', async () => {
  const parentFolder = await mkdtemp(join(tmpdir(), 'brevet-soak-'));
  const result = await soak({
    seconds: 15,
    warmUpSeconds: 4,
    people: 6,
    callsPerSecond: 15,
    clockRate: 60,
    parentFolder,
    onProgress: () => {},
  });
  expect(result.problems).toEqual([]);
  const counts = new Map(result.calls.map(({ kind, count }) => [kind, count]));
  for (const kind of ['activation', 'approval', 'access question', 'assignments listed by an auditor']) {
    expect(counts.get(kind), kind).toBeGreaterThan(1);
  }
  expect(result.atEnd.rss).toBeGreaterThan(50_000_000);
  expect(presentSoak(result)).toContain('unexpected answers: 0');
  expect(await readdir(parentFolder)).toEqual([]);
  await rm(parentFolder, { recursive: true });
});

it('fails on what grows by more than the look is uncertain by', () => {
  const mb = 1024 * 1024;
  expect(whyGrown(8 * mb, 15)).toEqual([]);
  expect(whyGrown(-mb, 600)).toEqual([]);
  expect(whyGrown(13 * mb, 600)).toEqual([]);
  expect(whyGrown(14 * mb, 600)).toEqual(['memory in use has grown by 14.0 MB in 600 s; allowed: 13.0 MB']);
});

it('counts every answer that is not what it has to be, and tells the first', async () => {
  const receiver = await httpReceiver();
  receiver.react(() => ({ status: 503 }));
  const calls = soakCalls(receiver.url, 1000);
  for (let n = 0; n < 12; n += 1) {
    expect(await calls.call({ kind: 'look', token: 't', path: '/', expected: 200 })).toBeUndefined();
  }
  await receiver.close();
  await calls.call({ kind: 'look', token: 't', path: '/', expected: 200 });
  const { count, first } = calls.unexpected();
  expect(count).toBe(13);
  expect(first).toHaveLength(10);
  expect(first[0]).toBe('look: 503 instead of 200: ');
  expect(calls.figures()).toMatchObject([{ kind: 'look', count: 12 }]);
});
