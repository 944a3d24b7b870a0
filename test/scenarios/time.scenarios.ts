import type { Scenario } from './play/scenario.ts';

const contributor = { role: 'contributor' } as const;
const owner = { role: 'owner' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is half-open: access is there at the start and gone at the end, to the millisecond, with no timer',
    proves: ['5.time.1', '5.time.3', '5.time.8'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, from: 'PT1H', lasting: 'PT1H', as: 'hour' },
      { does: 'wait', lasting: 'PT59M59.999S', after: { may: { mallory: false } } },
      {
        does: 'wait',
        lasting: 'PT0.001S',
        after: { may: { mallory: true }, requests: { hour: 'provisioned' }, times: { hour: ['PT1H', 'PT2H'] } },
      },
      { does: 'wait', lasting: 'PT59M59.999S', after: { may: { mallory: true } } },
      { does: 'wait', lasting: 'PT0.001S', after: { may: { mallory: false } } },
      { does: 'runTimers', after: { may: { mallory: false } } },
    ],
  },
  {
    name: 'is what it was when timers run late, or more than once',
    proves: ['5.time.8', '5.time.3'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...contributor, from: 'PT1H', as: 'planned' },
      { does: 'wait', lasting: 'PT5H', after: { may: { alice: false } } },
      { does: 'runTimers', after: { may: { alice: false } } },
      { does: 'runTimers' },
      { does: 'selfActivate', who: 'alice', ...contributor, after: { may: { alice: true } } },
      { does: 'runTimers', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'counts a start in the past as now, and the answer shows the real one',
    proves: ['5.time.4'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        from: '-PT3H',
        as: 'activation',
        after: { may: { alice: true }, times: { activation: ['PT0S', 'PT2H'] } },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        from: '-P400D',
        lasting: 'P1D',
        as: 'assignment',
        after: { may: { mallory: true }, times: { assignment: ['PT0S', 'P1D'] } },
      },
    ],
  },
  {
    name: 'has no end in the past',
    proves: ['5.time.5'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        until: '-PT1H',
        refused: { code: 'scheduleInvalid', field: 'endAt' },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        from: '-P2D',
        until: '-PT0.001S',
        refused: { code: 'scheduleInvalid', field: 'endAt' },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        until: 'PT0S',
        refused: { code: 'scheduleInvalid', field: 'endAt' },
      },
    ],
  },
  {
    name: 'has no months and years for activations, and those of the calendar in UTC for assignments',
    proves: ['5.time.6'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        lasting: 'P1M',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        lasting: 'P1Y',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      // November has 30 days, the year that follows 365
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        lasting: 'P1M',
        as: 'month',
        after: { times: { month: ['PT0S', 'P30D'] } },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        lasting: 'P1Y',
        as: 'year',
        after: { times: { year: ['PT0S', 'P365D'] } },
      },
      // from the last day of a long month to the last day of a short one
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        from: 'P68D',
        lasting: 'P1M',
        as: 'february',
        after: { times: { february: ['P68D', 'P96D'] } },
      },
    ],
  },
  {
    name: 'is between 2000 and 2100, longer than nothing, and no finer than a millisecond',
    proves: ['5.time.7', '7.refusal.1', '7.refusal.6'],
    steps: [
      ...(['PT0S', 'P0D', '-PT1H', 'PT1.0001S', 'PT', 'P1', 'two hours', 'PT1H1D', 'P200Y'] as const).map(
        (lasting) =>
          ({
            does: 'selfActivate',
            who: 'alice',
            ...contributor,
            lasting,
            refused: { code: 'scheduleInvalid', field: 'duration' },
          }) as const,
      ),
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        lasting: 'P80Y',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      // as it is written, in a start and in an end
      ...(
        [
          ['1999-12-31T23:59:59.999Z', 'a year too early'],
          ['2101-01-01T00:00:00Z', 'a year too late'],
          ['2026-11-24T09:00:00.00000001Z', 'finer than any client'],
          ['2026-11-24', 'a day alone'],
          ['2026-11-24T09:00:00', 'no zone'],
          ['2026-13-24T09:00:00Z', 'no such month'],
          ['tomorrow', 'a word'],
        ] as const
      ).flatMap(([text]) => [
        {
          does: 'selfActivate',
          who: 'alice',
          ...contributor,
          fromText: text,
          refused: { code: 'scheduleInvalid', field: 'startAt' },
        } as const,
        {
          does: 'adminAssign',
          who: 'mallory',
          ...contributor,
          untilText: text,
          refused: { code: 'scheduleInvalid', field: 'endAt' },
        } as const,
      ]),
      { does: 'look', after: { may: { alice: false, mallory: false } } },
      // what clients write beyond the millisecond of an instant is no time
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        fromText: '2026-11-24T09:00:00.1239999Z',
        as: 'cut',
        after: { requests: { cut: 'pendingScheduleCreation' } },
      },
      { does: 'wait', lasting: 'PT1H0.122S', after: { may: { alice: false } } },
      { does: 'wait', lasting: 'PT0.001S', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'is one for all that a command does: what ends together ends at the same instant',
    proves: ['5.time.2'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'wait', lasting: 'PT1H23M45.678S' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        after: { times: { asked: ['PT1H23M45.678S', 'PT3H23M45.678S'] } },
      },
    ],
  },
  {
    name: 'is one for all that a command does, though the clock goes on while it works',
    proves: ['5.time.2'],
    clock: 'ticking',
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', as: 'eligibility' },
      { does: 'selfActivate', who: 'mallory', ...contributor, as: 'whole' },
      { does: 'selfActivate', who: 'mallory', ...contributor, scope: 'web', as: 'part' },
      { does: 'selfActivate', who: 'mallory', ...contributor, scope: 'data', as: 'other' },
      { does: 'wait', lasting: 'PT10M' },
      {
        does: 'adminRemove',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        after: {
          endTogether: ['whole', 'part', 'other'],
          requests: { eligibility: 'revoked', whole: 'revoked', part: 'revoked', other: 'revoked' },
          may: { mallory: false },
        },
      },
    ],
  },
];
