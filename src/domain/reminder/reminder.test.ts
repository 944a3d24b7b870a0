import { expect, it } from 'vitest';
import { dueReminder, nextReminderAt } from './reminder.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const assigned = {
  assignmentType: 'assigned',
  startAt: at('2026-11-01T00:00Z'),
  endAt: at('2026-12-01T00:00Z'),
} as const;

it('finds the reminders of an assignment one after the other', () => {
  const first = nextReminderAt(assigned, assigned.startAt);
  expect(first).toBe(at('2026-11-17T00:00Z'));
  expect(nextReminderAt(assigned, Number(first))).toBe(at('2026-11-30T00:00Z'));
  expect(nextReminderAt(assigned, at('2026-11-30T00:00Z'))).toBeNull();
});

it('reminds of nothing that is shorter than the time ahead, or without end', () => {
  expect(nextReminderAt({ ...assigned, endAt: at('2026-11-10T00:00Z') }, assigned.startAt)).toBe(
    at('2026-11-09T00:00Z'),
  );
  expect(nextReminderAt({ ...assigned, endAt: at('2026-11-01T12:00Z') }, assigned.startAt)).toBeNull();
  expect(nextReminderAt({ ...assigned, endAt: null }, assigned.startAt)).toBeNull();
});

it('reminds of a running activation 15 and 5 minutes before', () => {
  const activated = { ...assigned, assignmentType: 'activated', endAt: at('2026-11-01T01:00Z') } as const;
  expect(nextReminderAt(activated, activated.startAt)).toBe(at('2026-11-01T00:45Z'));
  expect(dueReminder(activated, at('2026-11-01T00:45Z'))).toBe('PT15M');
  expect(dueReminder(activated, at('2026-11-01T00:55Z'))).toBe('PT5M');
});

it('gives the most urgent of those that were missed, and none once it has ended', () => {
  expect(dueReminder(assigned, at('2026-11-17T00:00Z'))).toBe('P14D');
  expect(dueReminder(assigned, at('2026-11-30T12:00Z'))).toBe('P1D');
  expect(dueReminder(assigned, at('2026-12-01T00:00Z'))).toBeNull();
  expect(dueReminder(assigned, at('2026-11-16T23:59Z'))).toBeNull();
});
