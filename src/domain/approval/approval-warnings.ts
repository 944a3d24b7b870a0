import { isUnusualHour } from './unusual-hour.ts';
import { isVague } from './vague-justification.ts';

/** What an approver should look at twice (BEHAVIOUR §4). None of it forbids anything. */
export const approvalWarningCodes = [
  'vagueJustification',
  'maximumDuration',
  'unusualHour',
  'firstUse',
  'askedOften',
] as const;

export interface ApprovalWarning {
  readonly code: (typeof approvalWarningCodes)[number];
  /** For a person. */
  readonly message: string;
}

export interface WarningFacts {
  readonly justification: string | null;
  /** When the role would start: the custom start, or when it was asked for. */
  readonly startAt: Temporal.Instant;
  /** As asked; null where it was asked without an end. */
  readonly durationMs: number | null;
  /** The longest that the rules of the submission allow. */
  readonly maximumMs: number;
  /** When this person's earlier activations of this role began, wherever; the last 50 at most. */
  readonly earlierStartsAt: readonly Temporal.Instant[];
  /** How often this person asked for this role within 7 days, this time included. */
  readonly askedThisWeek: number;
}

/** From so many on within 7 days it is worth a word. */
const OFTEN = 3;

/** Every warning that applies, the gravest first. */
export function approvalWarnings(facts: WarningFacts): readonly ApprovalWarning[] {
  const { justification, startAt, durationMs, maximumMs, earlierStartsAt, askedThisWeek } = facts;
  const time = startAt.toZonedDateTimeISO('UTC');
  const checks: ReadonlyArray<readonly [boolean, ApprovalWarning]> = [
    [
      isVague(justification ?? ''),
      { code: 'vagueJustification', message: 'the justification does not say what will be done and why' },
    ],
    [
      durationMs === null || durationMs >= maximumMs,
      { code: 'maximumDuration', message: 'the longest time that this role allows is asked for' },
    ],
    [
      isUnusualHour(startAt, earlierStartsAt),
      {
        code: 'unusualHour',
        message: `it would start at an unusual hour: ${days[time.dayOfWeek - 1]}, ${time.toPlainTime().toString({ smallestUnit: 'minute' })} UTC`,
      },
    ],
    [
      earlierStartsAt.length === 0,
      { code: 'firstUse', message: 'this person has never held this role by activation before' },
    ],
    [askedThisWeek >= OFTEN, { code: 'askedOften', message: `asked for ${askedThisWeek} times within 7 days` }],
  ];
  return checks.filter(([applies]) => applies).map(([, warning]) => warning);
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
