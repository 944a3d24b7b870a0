import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { installationSecret } from '../../ledger/installation-secret.ts';
import { type Sealer, sealer } from '../sealer.ts';
import { publicKeyOf, signingKeys } from './signing-keys.ts';

let demo: DemoLedger;
let sealing: Sealer;
beforeEach(async () => {
  demo = await demoLedger();
  sealing = sealer(await installationSecret(demo.ledger, 'vault'));
});
afterEach(() => demo.ledger.close());

const DAY = { minutes: 24 * 60 };
const kidsAfter = async (days: number) => {
  const clock = () => demo.clock().add({ minutes: Math.round(DAY.minutes * days) });
  return (await signingKeys({ ledger: demo.ledger, clock, sealer: sealing })).map(({ kid }) => kid);
};

it('makes one key at the first start, also when several start at once, and keeps it', async () => {
  const starts = await Promise.all([kidsAfter(0), kidsAfter(0), kidsAfter(0)]);
  expect(new Set(starts.flat()).size).toBe(1);
  expect(await kidsAfter(89)).toEqual(starts[0]);
});

it('makes a new key after 90 days, signs with it two hours later, and publishes both before and after', async () => {
  const [first] = await kidsAfter(0);
  const [signs, fresh, ...others] = await kidsAfter(90);
  expect([signs, others]).toEqual([first, []]);
  expect(await kidsAfter(90 + 1.9 / 24)).toEqual([first, fresh]);
  expect(await kidsAfter(90 + 2 / 24)).toEqual([fresh, first]);
  expect(await kidsAfter(91)).toEqual([fresh, first]);
  expect(await kidsAfter(98)).toEqual([fresh]);
});

it('signs at once with a new key where no other is published any more', async () => {
  await kidsAfter(0);
  expect(await kidsAfter(400)).toHaveLength(1);
});

it('publishes no private part', async () => {
  const [key] = await signingKeys({ ledger: demo.ledger, clock: demo.clock, sealer: sealing });
  if (key === undefined) return expect.unreachable('no key');
  expect(Object.keys(publicKeyOf(key)).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
