import type { DomainEvent } from '../../src/domain/events.ts';
import type { DemoLedger } from '../support/demo-ledger.ts';
import type { Dice } from './random-world.ts';
import type { World } from './world.ts';

type Mutable<Of> = {
  -readonly [Key in keyof Of]: Of[Key] extends readonly (infer Item)[]
    ? Item[]
    : Of[Key] extends ReadonlyMap<infer K, infer V>
      ? Map<K, V>
      : Of[Key];
};

/** Where a world and the ledger that says the same are made, side by side. */
export interface Workshop {
  readonly world: Mutable<World>;
  /** People and service principals. */
  readonly users: string[];
  readonly groups: string[];
  /** Where assignments and denials can stand. */
  readonly places: string[];
  readonly random: Dice;
  readonly demo: DemoLedger;
  append(...events: readonly DomainEvent[]): Promise<void>;
}

export function workshop(demo: DemoLedger, random: Dice): Workshop {
  const context = { actorId: null, command: 'referenceWorld', correlationId: 'reference', origin: null };
  return {
    world: {
      enabled: new Map(),
      memberships: [],
      parents: new Map(),
      roles: new Map(),
      schedules: [],
      denials: [],
    },
    users: [],
    groups: [],
    places: ['/'],
    random,
    demo,
    append: (...events) => demo.ledger.execute(context, (scope) => scope.append(events)),
  };
}
