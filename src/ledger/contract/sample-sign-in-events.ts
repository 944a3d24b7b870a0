import type { DomainEvent } from '../../domain/events.ts';
import { defaultPreferences } from '../../domain/preferences/notification-preferences.ts';
import { endpointEvents } from './sample-endpoint-events.ts';

const at = Temporal.Instant.from('2026-11-24T08:00:00Z');

/** What is on record of how somebody proves who they are. */
export const signInEvents: readonly DomainEvent[] = [
  { type: 'credential.added', principalId: 'alice', credentialId: 'credential-1', kind: 'secret', expiresAt: at },
  { type: 'credential.removed', principalId: 'alice', credentialId: 'credential-1', kind: 'secret' },
  {
    type: 'session.strengthened',
    sessionId: 'session-1',
    principalId: 'alice',
    provider: 'embedded',
    methods: ['pwd', 'otp'],
  },
  {
    type: 'proof.given',
    proofId: 'proof-1',
    principalId: 'alice',
    provider: 'embedded',
    methods: ['pwd', 'otp'],
    contentDigest: 'a-digest',
  },
  { type: 'proof.used', proofId: 'proof-1', principalId: 'alice', requestId: 'request-1' },
  {
    type: 'notificationPreferences.changed',
    principalId: 'alice',
    before: defaultPreferences,
    after: { ...defaultPreferences, mail: 'critical' },
  },
  { type: 'notification.resent', messageIds: ['<one@brevet.invalid>'] },
  ...endpointEvents,
];
