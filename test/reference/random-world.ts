import type { Condition, Permission, Source } from './world.ts';
import { sources } from './world.ts';

/** What a random world is made of; every choice follows from the numbers that come out of `random`. */
export interface Dice {
  below(limit: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[], atMost: number): readonly Item[];
  /** A GUID that was not given before. */
  id(): string;
}

export function dice(random: () => number): Dice {
  let ids = 0;
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  return {
    below,
    pick,
    chance: (share) => random() < share,
    some: (items, atMost) => Array.from({ length: below(atMost + 1) }, () => pick(items)),
    id() {
      ids += 1;
      return `f0000000-0000-4000-8000-${ids.toString(16).padStart(12, '0')}`;
    },
  };
}

export const actions = [
  'App.One/things/read',
  'App.One/things/write',
  'App.One/parts/read',
  'App.Two/things/read',
  'can_do',
];
const patterns = [
  '*',
  'App.One/*',
  '*/read',
  'App.*/things/*',
  'app.one/THINGS/read',
  'App.Two/things/read',
  'can_*',
  'can_do',
];
export const attributeNames = ['a', 'App.One/things:b'];
export const values = ['x', 'y', 'X'];

const compare = ({ pick }: Dice) => ({ source: pick(sources) as Source, name: pick(attributeNames) });

export function randomCondition(random: Dice, depth = 2): Condition {
  const { below, chance, pick } = random;
  const not = chance(0.3);
  const kind = depth > 0 ? below(6) : below(4);
  if (kind === 0) return { is: 'action', pattern: pick(patterns), not };
  if (kind === 1) return { is: 'exists', ...compare(random), not };
  if (kind < 4) return { is: 'equals', ...compare(random), value: pick(values), not };
  const of = Array.from({ length: 2 + below(2) }, () => randomCondition(random, depth - 1));
  return { is: kind === 4 ? 'and' : 'or', of, not };
}

/** In the words of the language: `NOT`, `!`, and the negated operator say the same of what is there. */
export function textOf(condition: Condition): string {
  const { is, not = false } = condition;
  const text = () => {
    if (is === 'action') return `ActionMatches{'${condition.pattern}'}`;
    if (is === 'exists') return `Exists @${condition.source}[${condition.name}]`;
    if (is === 'equals') return `@${condition.source}[${condition.name}] StringEquals '${condition.value}'`;
    return `(${condition.of.map(textOf).join(` ${is.toUpperCase()} `)})`;
  };
  return not ? `NOT (${text()})` : text();
}

export function randomPermissions(random: Dice): readonly Permission[] {
  const { below, chance, some } = random;
  return Array.from({ length: 1 + below(2) }, () => ({
    actions: some(patterns, 2),
    notActions: chance(0.5) ? [] : some(patterns, 1),
    dataActions: some(patterns, 2),
    notDataActions: chance(0.5) ? [] : some(patterns, 1),
    condition: chance(0.2) ? randomCondition(random, 1) : null,
  }));
}
