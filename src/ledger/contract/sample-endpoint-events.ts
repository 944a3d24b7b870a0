import type { DomainEvent } from '../../domain/events.ts';

const terms = { displayName: 'SIEM', origin: 'https://siem.example.org', topics: null } as const;
const hook = { ...terms, kind: 'webhook', createdById: 'alice' } as const;

/** What happens to places outside to which messages are posted. */
export const endpointEvents: readonly DomainEvent[] = [
  { type: 'notificationEndpoint.created', endpointId: 'endpoint-1', ...hook },
  { type: 'notificationEndpoint.created', endpointId: 'endpoint-2', ...hook, topics: ['approval.requested'] },
  { type: 'notificationEndpoint.created', endpointId: 'endpoint-3', ...hook },
  {
    type: 'notificationEndpoint.changed',
    endpointId: 'endpoint-1',
    before: terms,
    after: { ...terms, displayName: 'New SIEM', topics: ['role.activated'] },
    isUrlReplaced: true,
    changedById: 'alice',
  },
  {
    type: 'notificationEndpoint.secretRotated',
    endpointId: 'endpoint-1',
    overlapEndAt: Temporal.Instant.from('2026-11-25T08:00:00Z'),
    rotatedById: 'alice',
  },
  { type: 'notificationEndpoint.tested', endpointId: 'endpoint-1', testedById: 'alice' },
  { type: 'notificationEndpoint.replayed', endpointId: 'endpoint-1', fromSequence: 1, replayedById: 'alice' },
  { type: 'notificationEndpoint.disabled', endpointId: 'endpoint-1', reason: 'administrator', disabledById: 'alice' },
  { type: 'notificationEndpoint.enabled', endpointId: 'endpoint-1', enabledById: 'alice' },
  { type: 'notificationEndpoint.disabled', endpointId: 'endpoint-2', reason: 'failing', disabledById: null },
  { type: 'notificationEndpoint.deleted', endpointId: 'endpoint-3', deletedById: 'alice' },
];
