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

const DAY = { hours: 24 };
const kidsAfter = async (days: number) => {
  const clock = () => demo.clock().add({ hours: DAY.hours * days });
  return (await signingKeys({ ledger: demo.ledger, clock, sealer: sealing })).map(({ kid }) => kid);
};

it('makes one key at the first start, also when several start at once, and keeps it', async () => {
  const starts = await Promise.all([kidsAfter(0), kidsAfter(0), kidsAfter(0)]);
  expect(new Set(starts.flat()).size).toBe(1);
  expect(await kidsAfter(89)).toEqual(starts[0]);
});

it('signs with a new key after 90 days, and publishes the one before for the tokens that it signed', async () => {
  const [first] = await kidsAfter(0);
  const rotated = await kidsAfter(90);
  expect(rotated).toHaveLength(2);
  expect(rotated[1]).toBe(first);
  expect(await kidsAfter(91)).toEqual(rotated);
  expect(await kidsAfter(98)).toEqual([rotated[0]]);
});

it('publishes no private part', async () => {
  const [key] = await signingKeys({ ledger: demo.ledger, clock: demo.clock, sealer: sealing });
  if (key === undefined) return expect.unreachable('no key');
  expect(Object.keys(publicKeyOf(key)).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
