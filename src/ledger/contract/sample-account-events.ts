import type { DomainEvent } from '../../domain/events.ts';

const at = Temporal.Instant.from('2026-11-24T08:00:00Z');

/** What happens to accounts of the embedded provider; alice and bob are people. */
export const accountEvents: readonly DomainEvent[] = [
  { type: 'credential.changed', principalId: 'alice', kind: 'password' },
  { type: 'localAccount.created', principalId: 'alice', signInName: 'alice' },
  { type: 'enrolmentLink.issued', purpose: 'reset', principalId: 'alice', expiresAt: at },
  { type: 'enrolmentLink.used', purpose: 'reset', principalId: 'alice' },
  { type: 'signIn.completed', principalId: 'alice', clientId: 'portal', methods: ['password', 'totp'] },
  { type: 'emergencyAccount.marked', principalId: 'alice', markedById: 'bob' },
  { type: 'emergencyAccount.marked', principalId: 'bob', markedById: 'bob' },
  { type: 'emergencyAccount.unmarked', principalId: 'alice', unmarkedById: 'bob' },
  { type: 'emergencyAccount.used', principalId: 'bob', clientId: 'portal', methods: ['passkey'] },
  { type: 'session.started', sessionId: 'session-1', principalId: 'alice', provider: 'embedded', methods: ['pwd'] },
  { type: 'session.ended', sessionId: 'session-1', principalId: 'alice', reason: 'signedOut' },
];
