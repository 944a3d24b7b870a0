import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds } from '../demo/demo-organisation.ts';
import type { Writer } from '../ledger/engine.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { expiringRows } from '../ledger/vault/expired-rows.ts';
import { takeCall } from '../ledger/vault/idempotent-call.ts';
import { keepOidcArtifact } from '../ledger/vault/oidc-artifact.ts';
import { keepPasskeyChallenge } from '../ledger/vault/passkey-challenge.ts';
import { keepRequestProof } from '../ledger/vault/request-proof.ts';
import { keepAttempt } from '../ledger/vault/sign-in-attempt.ts';
import { keepSession } from '../ledger/vault/sign-in-session.ts';
import { spendToken } from '../ledger/vault/spent-token.ts';
import { keepTryBudget } from '../ledger/vault/try-budget.ts';
import { forgetExpired } from './forget-expired.ts';

const MANY = 450;

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

/** One row of each kind, made at the instant. */
async function keepOneOfEach(tx: Writer, name: string, at: number): Promise<void> {
  const expiresAt = at + 1000;
  const principalId = demoIds.carol;
  const nothing = { providerSession: null, userAgent: null, address: null, proof: '[]' };
  const of = { id: name, key: name, principalId, provider: 'p', providerSubject: 's' };
  await keepSession(tx, { ...of, ...nothing, createdAt: at, lastUsedAt: at, expiresAt });
  await keepAttempt(tx, { key: name, principalId, methods: ['password'], provenSince: at, expiresAt });
  await keepPasskeyChallenge(tx, name, expiresAt);
  // those of one person are limited by themselves
  const asked = { id: name, principalId: name, sessionId: null, contentDigest: 'd', context: null, sealedDraft: '' };
  await keepRequestProof(tx, { ...asked, createdAt: at, expiresAt });
  await spendToken(tx, name, expiresAt, at);
  const found = { grantId: null, userCodeKey: null, uidKey: null };
  await keepOidcArtifact(tx, { key: name, payload: '{}', ...found, expiresAt });
  await takeCall(tx, { key: name, bodyDigest: 'd', createdAt: at });
  await keepTryBudget(tx, name, { failures: 1, lastFailureAt: at });
}

async function fill(count: number, prefix: string): Promise<void> {
  const at = demo.clock().epochMilliseconds;
  await demo.ledger.writeFollower(async (tx) => {
    for (let index = 0; index < count; index += 1) await keepOneOfEach(tx, `${prefix} ${index}`, at);
  });
}

async function counts(): Promise<readonly number[]> {
  const count = async (table: (typeof expiringRows)[number]['table']) => {
    const rows = await demo.ledger.read((reader) =>
      reader.query((db) => db.selectFrom(table).select(({ fn }) => fn.countAll().as('count'))),
    );
    return Number(rows[0]?.count);
  };
  return Promise.all(expiringRows.map(({ table }) => count(table)));
}

const ofEach = (count: number) => expiringRows.map(() => count);

/** The same ledger; how many rows each transaction changed is noted. */
function noting(changed: number[]): Ledger {
  return {
    ...demo.ledger,
    writeFollower: (work) =>
      demo.ledger.writeFollower((tx) => {
        const index = changed.push(0) - 1;
        return work({
          ...tx,
          run(statement, parameters) {
            changed[index] = (changed[index] ?? 0) + 1;
            return tx.run(statement, parameters);
          },
        } as Writer);
      }),
  };
}

it('deletes what has run out in portions, and nothing else; whoever keeps something new deletes nothing', async () => {
  await fill(MANY, 'old');
  demo.clock.advance('PT24H');
  await fill(3, 'new');
  expect(await counts()).toEqual(ofEach(MANY + 3));
  const changed: number[] = [];
  const look = forgetExpired(noting(changed), demo.clock);
  await look(new AbortController().signal);
  expect(await counts()).toEqual(ofEach(3));
  expect(Math.max(...changed)).toBe(200);
  expect(changed).toHaveLength(expiringRows.length * 3);

  // a second look within the minute does not look, one after it finds what ran out since
  demo.clock.advance('PT2S');
  await look(new AbortController().signal);
  expect(await counts()).toEqual(ofEach(3));
  demo.clock.advance('PT24H');
  await look(new AbortController().signal);
  expect(await counts()).toEqual(ofEach(0));
});

it('stops between two portions, and deletes the rest after the next start', async () => {
  await fill(MANY, 'old');
  demo.clock.advance('PT24H');
  const stopping = new AbortController();
  const ledger: Ledger = {
    ...demo.ledger,
    async writeFollower(work) {
      const result = await demo.ledger.writeFollower(work);
      stopping.abort();
      return result;
    },
  };
  await expect(forgetExpired(ledger, demo.clock)(stopping.signal)).rejects.toThrow('abort');
  expect((await counts()).reduce((sum, each) => sum + each)).toBe(expiringRows.length * MANY - 200);
  await forgetExpired(demo.ledger, demo.clock)(new AbortController().signal);
  expect(await counts()).toEqual(ofEach(0));
});

it('finds nothing that has run out, though it is not deleted', async () => {
  await fill(1, 'old');
  demo.clock.advance('PT24H');
  const at = demo.clock().epochMilliseconds;
  await demo.ledger.writeFollower(async (tx) => {
    expect(await takeCall(tx, { key: 'old 0', bodyDigest: 'another', createdAt: at })).toBeNull();
    expect(await spendToken(tx, 'old 0', at + 1000, at)).toBe(true);
    expect(await spendToken(tx, 'old 0', at + 1000, at)).toBe(false);
  });
});
