import { expect, it } from 'vitest';
import { messageId } from './message-id.ts';

const entry = { sequence: 7, at: Temporal.Instant.from('2026-11-24T08:00:00Z'), correlationId: 'r1' };

it('is the same for the same entry and address, of any case', () => {
  expect(messageId(entry, 'Bob@nordwind.example')).toBe(messageId({ ...entry }, 'bob@nordwind.example'));
  expect(messageId(entry, 'bob@nordwind.example')).toMatch(/^<[0-9a-f]{40}@brevet\.invalid>$/);
});

it('differs by entry, address and installation', () => {
  const ids = [
    messageId(entry, 'bob@nordwind.example'),
    messageId(entry, 'carol@nordwind.example'),
    messageId({ ...entry, sequence: 8 }, 'bob@nordwind.example'),
    messageId({ ...entry, correlationId: 'r2' }, 'bob@nordwind.example'),
  ];
  expect(new Set(ids).size).toBe(4);
});
