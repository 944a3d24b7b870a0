import { createHash } from 'node:crypto';

/** Choices that are the same for the same numbers, which are in [0, 1). */
export interface Dice {
  /** An id that is the same for the same name in the same world. */
  id(name: string): string;
  /** A whole number from 0 to below this. */
  below(count: number): number;
  one<Item>(items: readonly Item[]): Item;
  /** One or more of them, each once. */
  some<Item>(items: readonly Item[], most: number): readonly Item[];
  maybe(chance: number): boolean;
}

export function diceFor(random: () => number, salt: string): Dice {
  const below = (count: number) => Math.floor(random() * count);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return {
    id: (name) =>
      createHash('sha256')
        .update(`${salt} ${name}`)
        .digest('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    below,
    one,
    some: (items, most) => [...new Set(Array.from({ length: 1 + below(most) }, () => one(items)))],
    maybe: (chance) => random() < chance,
  };
}
