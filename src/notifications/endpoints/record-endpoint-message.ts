import type { EndpointKind } from '../../domain/notification-endpoint/notification-endpoint.ts';
import type { Writer } from '../../ledger/engine.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { endpointById } from '../../ledger/facts/endpoint-facts.ts';
import { statement } from '../../ledger/statement.ts';
import { portalLinks } from '../announcements/portal-links.ts';
import { endpointMessageId } from '../message-id.ts';
import { composedLine } from '../templates/one-line.ts';
import { mattermostCard } from './cards/mattermost-card.ts';
import { slackCard } from './cards/slack-card.ts';
import { teamsCard } from './cards/teams-card.ts';
import { type EndpointLetter, endpointLetter } from './endpoint-letter.ts';
import { webhookBody } from './webhook-body.ts';

const LONGEST_SUBJECT = 200;

/** On a replay what is there keeps its content and is sent as if for the first time. */
const insertMessage = statement(
  (
    db,
    p: {
      id: string;
      endpointId: string;
      sequence: number;
      topic: string;
      requestId: string | null;
      subject: string;
      body: string;
      at: number;
    },
  ) =>
    db
      .insertInto('endpoint_message')
      .values({
        id: p.id,
        endpoint_id: p.endpointId,
        sequence: p.sequence,
        topic: p.topic,
        request_id: p.requestId,
        subject: p.subject,
        body: p.body,
        created_at: p.at,
        delivered_at: null,
        attempts: 0,
        next_attempt_at: p.at,
        last_error: null,
        dead_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ delivered_at: null, dead_at: null, attempts: 0, next_attempt_at: p.at, last_error: null }),
      ),
);

type Write = (letter: EndpointLetter, entry: LedgerEntry) => string;

const bodies: Readonly<Record<EndpointKind, Write>> = {
  webhook: webhookBody,
  slack: ({ letter }) => slackCard(letter),
  teams: ({ letter }) => teamsCard(letter),
  mattermost: ({ letter }) => mattermostCard(letter),
};

/** Writes a row for what an entry tells an endpoint, ready to be posted. */
export async function recordEndpointMessage(
  endpointId: string,
  entry: LedgerEntry,
  tx: Writer,
  publicUrl: string,
): Promise<void> {
  const endpoint = await endpointById(tx, endpointId);
  if (endpoint === null || endpoint.disabled !== null) return;
  const told = await endpointLetter(endpoint, { tx, entry, ...portalLinks(publicUrl) });
  if (told === null) return;
  await tx.run(insertMessage, {
    id: endpointMessageId(entry, endpointId),
    endpointId,
    sequence: entry.sequence,
    topic: told.topic,
    requestId: told.requestId,
    subject: composedLine(told.letter.subject, LONGEST_SUBJECT),
    body: bodies[endpoint.kind](told, entry),
    at: entry.at.epochMilliseconds,
  });
}
