import { expect, it } from 'vitest';
import { announcements } from '../../src/notifications/announcements/announcements.ts';
import { auditStrings } from '../../web/src/strings/audit.ts';

it('has words in the portal for every kind of event, and for nothing else', () => {
  expect(Object.keys(auditStrings.types).sort()).toEqual(Object.keys(announcements).sort());
});
