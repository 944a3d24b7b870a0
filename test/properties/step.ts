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
  | { readonly does: 'join' | 'leave'; readonly group: number; readonly who: number }
  | { readonly does: 'disable' | 'enable'; readonly who: number }
  | { readonly does: 'wait'; readonly milliseconds: number }
  | { readonly does: 'look' };

const who = fc.nat({ max: 11 });
const role = fc.nat({ max: 2 });
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

/** Longer than any approval waits, and a look at what has become due. */
const aDayLater: readonly Step[] = [{ does: 'wait', milliseconds: 90_000_000 }, { does: 'look' }];

/** Three to nine things that happen one after the other; one time in four, what is left open then runs out. */
export const history: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.array(anyStep, { minLength: 3, maxLength: 9, size: 'max' }), fc.nat({ max: 3 }))
  .map(([steps, ending]) => (ending === 0 ? [...steps, ...aDayLater] : steps));
