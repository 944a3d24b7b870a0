import { describe, expect, it } from 'vitest';
import { approvalWarnings, type WarningFacts } from './approval-warnings.ts';
import { isUnusualHour } from './unusual-hour.ts';
import { isVague } from './vague-justification.ts';

const at = (text: string) => Temporal.Instant.from(text);
const HOUR = 3_600_000;

/** A careful request on a Tuesday morning by somebody who has had the role before. */
const careful: WarningFacts = {
  justification: 'Triage of IR-2026-0142: restart the web front end',
  startAt: at('2026-11-24T08:00:00Z'),
  durationMs: 2 * HOUR,
  maximumMs: 8 * HOUR,
  earlierStartsAt: [at('2026-11-10T09:00:00Z')],
  askedThisWeek: 1,
};
const codes = (over: Partial<WarningFacts>) => approvalWarnings({ ...careful, ...over }).map(({ code }) => code);

it('says nothing of a careful request', () => {
  expect(codes({})).toEqual([]);
});

it.each<readonly [string, Partial<WarningFacts>]>([
  ['vagueJustification', { justification: 'need admin access' }],
  ['vagueJustification', { justification: null }],
  ['maximumDuration', { durationMs: 8 * HOUR }],
  ['maximumDuration', { durationMs: null }],
  ['unusualHour', { startAt: at('2026-11-24T03:00:00Z') }],
  ['firstUse', { earlierStartsAt: [] }],
  ['askedOften', { askedThisWeek: 3 }],
])('warns of %s', (code, over) => {
  expect(codes(over)).toEqual([code]);
});

it('says what it saw', () => {
  const warnings = approvalWarnings({ ...careful, startAt: at('2026-11-29T23:30:00Z'), askedThisWeek: 4 });
  expect(warnings.map(({ message }) => message)).toEqual([
    'it would start at an unusual hour: Sunday, 23:30 UTC',
    'asked for 4 times within 7 days',
  ]);
});

it('names all that applies', () => {
  const over = { justification: 'asap', durationMs: 8 * HOUR, startAt: at('2026-11-24T22:00:00Z') };
  expect(codes({ ...over, earlierStartsAt: [], askedThisWeek: 9 })).toEqual([
    'vagueJustification',
    'maximumDuration',
    'unusualHour',
    'firstUse',
    'askedOften',
  ]);
});

it('warns just below the thresholds of nothing', () => {
  expect(codes({ durationMs: 8 * HOUR - 1, askedThisWeek: 2 })).toEqual([]);
});

describe('an hour', () => {
  it.each([
    ['2026-11-24T06:00:00Z', false],
    ['2026-11-24T05:59:59.999Z', true],
    ['2026-11-24T19:59:59.999Z', false],
    ['2026-11-24T20:00:00Z', true],
    ['2026-11-27T12:00:00Z', false],
    ['2026-11-28T12:00:00Z', true],
    ['2026-11-29T12:00:00Z', true],
    ['2026-11-30T12:00:00Z', false],
  ])('without a habit, %s: %s', (instant, expected) => {
    expect(isUnusualHour(at(instant), [])).toBe(expected);
  });
  const nights = [1, 2, 3, 4, 5].map((day) => at(`2026-11-0${day}T23:00:00Z`));
  it.each([
    ['2026-11-24T23:00:00Z', false],
    ['2026-11-25T01:00:00Z', false],
    ['2026-11-25T01:00:00.001Z', true],
    ['2026-11-24T21:00:00Z', false],
    ['2026-11-24T20:59:00Z', true],
    ['2026-11-24T12:00:00Z', true],
    ['2026-11-28T23:00:00Z', false],
  ])('of somebody who works at night, %s: %s', (instant, expected) => {
    expect(isUnusualHour(at(instant), nights)).toBe(expected);
  });
  it('needs five earlier starts to be a habit', () => {
    expect(isUnusualHour(at('2026-11-24T23:00:00Z'), nights.slice(1))).toBe(true);
  });
});

describe('a justification', () => {
  it.each([
    '',
    ' \n',
    'work',
    'INC-42',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'need admin access',
    'I urgently need the administrator role for my daily work, please',
    'Ｎｅｅｄ ａｄｍｉｎ ａｃｃｅｓｓ ｆｏｒ ｔａｓｋ',
  ])('is vague: `%s`', (text) => {
    expect(isVague(text)).toBe(true);
  });
  it.each([
    'Triage of IR-2026-0142',
    'rotate the expired certificate of web-01',
    '証明書の更新のため',
    'Zertifikat auf web-01 erneuern',
  ])('is not vague: `%s`', (text) => {
    expect(isVague(text)).toBe(false);
  });
});
