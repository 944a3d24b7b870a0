import { expect, it } from 'vitest';
import type { Scope } from '../domain/scope.ts';
import { AskedChain } from './asked-chain.ts';

const scope = (number: number) => `/groups/${number}` as Scope;

function told(chain: AskedChain) {
  const { numbers, from, to, wideTo, groupsFrom, groupsTo, change, scopes } = chain;
  const part = (start: number, end: number) => [...numbers.subarray(start, end)];
  return {
    scopes,
    change,
    numbers: part(from, to),
    wide: part(to, wideTo),
    groups: part(groupsFrom, groupsTo),
    places: part(groupsTo, groupsTo * 2 - groupsFrom),
  };
}

it('remembers each chain with what was last gathered along it, however often that is', () => {
  const chain = new AskedChain();
  const model = new Map<number, ReturnType<typeof told>>();
  for (let change = 0; change < 3000; change += 1) {
    const asked = (change * 7) % 40;
    if (!chain.find(scope(asked))) {
      chain.remember(scope(asked), [scope(asked), scope(99)], [asked, 99]);
      expect(told(chain)).toMatchObject({ change: -1, wide: [], groups: [], places: [] });
    } else expect(told(chain)).toEqual(model.get(asked));
    const held = Array.from({ length: change % 70 }, (_, number) => ({ group: number + change, place: number * 2 }));
    chain.gathered(change, { wide: change % 3 === 0 ? [99] : [], held });
    const known = {
      scopes: [scope(asked), scope(99)],
      change,
      numbers: [asked, 99],
      wide: change % 3 === 0 ? [99] : [],
      groups: held.map(({ group }) => group),
      places: held.map(({ place }) => place),
    };
    expect(told(chain)).toEqual(known);
    model.set(asked, known);
  }
  // what no longer counts makes room
  expect(chain.numbers.length).toBeLessThan(300_000);
});

it('is found no more when all were forgotten, or more were asked about than are remembered', () => {
  const chain = new AskedChain();
  chain.remember(scope(1), [scope(1)], [1]);
  chain.forgetAll();
  expect(chain.find(scope(1))).toBe(false);
  for (let number = 0; number <= 50_000; number += 1) chain.remember(scope(number), [scope(number)], [number]);
  expect(chain.find(scope(0))).toBe(false);
  expect(chain.find(scope(50_000))).toBe(true);
  expect([chain.scopes, chain.includes(50_000), chain.includes(1)]).toEqual([[scope(50_000)], true, false]);
});
