import fc from 'fast-check';

/** One thing that happens; numbers stand for people, roles, scopes and requests, whatever there are. */
export type Step =
  | {
      readonly does: 'activate';
      readonly who: number;
      readonly role: number;
      readonly scope: number;
      readonly minutes: number;
      readonly inMinutes: number;
    }
  | { readonly does: 'deactivate'; readonly who: number; readonly role: number; readonly scope: number }
  | {
      readonly does: 'decide';
      readonly by: number;
      readonly request: number;
      readonly approves: boolean;
      readonly minutes: number | null;
      readonly scope: number | null;
    }
  | { readonly does: 'cancel'; readonly by: number; readonly request: number }
  | {
      readonly does: 'assign';
      readonly by: number;
      readonly kind: 'eligible' | 'active';
      readonly who: number;
      readonly role: number;
      readonly scope: number;
      readonly minutes: number;
      readonly inMinutes: number;
    }
  | {
      readonly does: 'remove';
      readonly by: number;
      readonly kind: 'eligible' | 'active';
      readonly who: number;
      readonly role: number;
      readonly scope: number;
    }
  | {
      /** An assignment is changed, extended or renewed; by its holder where that is who asks. */
      readonly does: 'update' | 'extend' | 'renew';
      readonly by: number | 'holder';
      readonly assignment: number;
      readonly becomes: 'same' | 'other';
      readonly minutes: number | null;
      readonly inMinutes: number;
      readonly isConditional: boolean;
    }
  /** A running activation lasts longer. */
  | {
      readonly does: 'prolong';
      readonly who: number;
      readonly role: number;
      readonly scope: number;
      readonly minutes: number;
    }
  | {
      readonly does: 'answer';
      readonly by: number;
      readonly request: number;
      readonly approves: boolean;
      readonly becomes: 'same' | 'other';
      readonly inMinutes: number;
    }
  | { readonly does: 'join' | 'leave'; readonly group: number; readonly who: number }
  | { readonly does: 'disable' | 'enable'; readonly who: number }
  | { readonly does: 'wait'; readonly milliseconds: number }
  | { readonly does: 'look' };

/** The role that stands for being in a group; its scopes are the groups. */
export const MEMBERSHIP = 3;

const who = fc.nat({ max: 11 });
const role = fc.constantFrom(0, 0, 1, 1, 2, 2, MEMBERSHIP);
const scope = fc.nat({ max: 3 });
const request = fc.nat({ max: 5 });
/** Mostly those of whom somebody is eligible. */
const holder = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 2 }) }, who);
const decider = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 3, max: 5 }) }, who);
const minutes = fc.constantFrom(4, 5, 30, 30, 120, 120, 480, 481);
/** Mostly at once. */
const inMinutes = fc.constantFrom(0, 0, 10, 60);
const kind = fc.constantFrom('eligible' as const, 'active' as const);
const by = fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, who);

const byHolder = fc.constant('holder' as const);
const becomes = fc.constantFrom('same' as const, 'same' as const, 'other' as const);
const mostly = fc.nat({ max: 3 }).map((one) => one > 0);
/** Mostly the ones that were made in this history. */
const assignment = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, fc.nat({ max: 7 }));
const change = {
  assignment,
  becomes,
  minutes: fc.option(fc.constantFrom(5, 60, 600, 6_000), { freq: 4 }),
  inMinutes,
};

function step<Name extends Step['does'], Rest extends object>(
  does: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return fc.record({ does: fc.constant(does), ...rest }) as unknown as fc.Arbitrary<Step>;
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: step('activate', { who: holder, role, scope, minutes, inMinutes }) },
  { weight: 3, arbitrary: step('deactivate', { who: holder, role, scope }) },
  {
    weight: 6,
    arbitrary: step('decide', {
      by: decider,
      request,
      approves: fc.boolean(),
      minutes: fc.option(minutes, { freq: 2 }),
      scope: fc.option(scope, { freq: 2 }),
    }),
  },
  { weight: 2, arbitrary: step('cancel', { by, request }) },
  {
    weight: 3,
    arbitrary: step('assign', { by, kind, who, role, scope, minutes: fc.constantFrom(5, 60, 600), inMinutes }),
  },
  { weight: 3, arbitrary: step('remove', { by, kind, who, role, scope }) },
  {
    weight: 4,
    arbitrary: step('update', { by, ...change, isConditional: fc.nat({ max: 5 }).map((one) => one === 0) }),
  },
  {
    weight: 4,
    arbitrary: step('extend', { by: fc.oneof(by, byHolder), ...change, isConditional: fc.constant(false) }),
  },
  { weight: 3, arbitrary: step('renew', { by: fc.oneof(by, byHolder), ...change, isConditional: fc.constant(false) }) },
  { weight: 3, arbitrary: step('prolong', { who: holder, role, scope, minutes }) },
  {
    weight: 3,
    arbitrary: step('answer', { by, request: fc.nat({ max: 1 }), approves: mostly, becomes, inMinutes }),
  },
  { weight: 3, arbitrary: step('join', { group: who, who }) },
  { weight: 1, arbitrary: step('leave', { group: who, who }) },
  { weight: 1, arbitrary: step('disable', { who }) },
  { weight: 3, arbitrary: step('enable', { who }) },
  {
    weight: 5,
    arbitrary: step('wait', {
      milliseconds: fc.constantFrom(1, 299_999, 300_000, 1_800_000, 7_200_000, 90_000_000, 90_000_000),
    }),
  },
  { weight: 7, arbitrary: step('look', {}) },
);

/** Longer than any approval waits. */
const aDay = 90_000_000;
const aDayLater: readonly Step[] = [{ does: 'wait', milliseconds: aDay }, { does: 'look' }];
/** Reader, the last of the roles, is given without an approval. */
const place = fc.record({ who: holder, role: fc.constantFrom(2, 2, 0, 1), scope });
const tenHours = { by: -1, minutes: 600, inMinutes: 0 } as const;
const asks = fc.constantFrom('holder' as const, 'holder' as const, -1);
const answer = step('answer', { by, request: fc.constant(0), approves: mostly, becomes, inMinutes });
const changeOfNewest = {
  ...change,
  by: fc.constant(-1),
  assignment: fc.constant(0),
  isConditional: fc.boolean(),
};

/** What chance alone would seldom put together: the steps of one story about one place. */
const scene: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: place, kind, asks, answer })
      .map(({ at, kind: of, asks: by, answer: then }) => [
        { does: 'assign', kind: of, ...tenHours, ...at },
        { does: 'extend', by, assignment: 0, becomes: 'same', minutes: 6_000, inMinutes: 0, isConditional: false },
        then,
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: place, kind, asks, answer })
      .map(({ at, kind: of, asks: by, answer: then }) => [
        { does: 'assign', kind: of, ...tenHours, ...at },
        { does: 'wait', milliseconds: aDay },
        { does: 'renew', by, assignment: 0, becomes: 'same', minutes: 600, inMinutes: 0, isConditional: false },
        then,
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: place, change: fc.oneof(step('update', changeOfNewest), fc.constant(null)), inMinutes })
      .map(({ at, change: changed, inMinutes: later }) => [
        { does: 'assign', kind: 'eligible', ...tenHours, ...at },
        { does: 'activate', ...at, minutes: 120, inMinutes: later },
        changed ?? { does: 'remove', by: -1, kind: 'eligible', ...at },
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: place, group: fc.nat({ max: 3 }), ending: fc.nat({ max: 3 }), later: fc.constantFrom(0, 10) })
      .map(({ at, group, ending, later }) => {
        const joining = { who: at.who, role: MEMBERSHIP, scope: group };
        const endings: readonly Step[] = [
          { does: 'deactivate', ...joining },
          { does: 'remove', by: -1, kind: 'eligible', ...joining },
          { does: 'remove', by: -1, kind: 'active', ...joining },
          { does: 'update', by: -1, assignment: 0, becomes: 'same', minutes: 60, inMinutes: 0, isConditional: false },
        ];
        return [
          // the group, which stands behind the people of the cast, may activate the role, and somebody may join it
          { does: 'assign', kind: 'eligible', ...tenHours, ...at, who: 6 + group },
          { does: 'assign', kind: 'eligible', ...tenHours, ...joining },
          { does: 'activate', ...joining, minutes: 120, inMinutes: 0 },
          { does: 'activate', ...at, minutes: 30, inMinutes: later },
          { does: 'wait', milliseconds: 300_000 },
          endings[ending],
        ];
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ at: place, isLonger: fc.boolean() })
      .map(({ at, isLonger }) => [
        { does: 'assign', kind: 'eligible', ...tenHours, ...at },
        { does: 'activate', ...at, minutes: 120, inMinutes: 0 },
        { does: 'wait', milliseconds: 300_000 },
        isLonger ? { does: 'prolong', ...at, minutes: 30 } : { does: 'deactivate', ...at },
      ]),
  },
) as fc.Arbitrary<readonly Step[]>;

/** A scene, and what happens one after the other behind it; one time in four, what is left open then runs out. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(scene, fc.array(anyStep, { minLength: 3, maxLength: 8, size: 'max' }), fc.nat({ max: 3 }))
  .map(([before, steps, ending]) => [...before, ...steps, ...(ending === 0 ? aDayLater : [])]);
