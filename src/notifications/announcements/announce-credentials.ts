import type { CredentialKind } from '../../domain/events.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { credentialChanged, type OwnCredentialChange } from '../templates/english/credential-changed.ts';
import type { Announce, Announcement, AnnouncementContext } from './announcement.ts';

type Changes = { readonly [Kind in CredentialKind]?: OwnCredentialChange };

const added: Changes = { passkey: 'passkeyAdded', authenticatorApp: 'authenticatorAppAdded' };
const removed: Changes = { passkey: 'passkeyRemoved', authenticatorApp: 'authenticatorAppRemoved' };
const changed: Changes = { password: 'passwordChanged', recoveryCodes: 'recoveryCodesChanged' };

export const announceCredentialAdded: Announce<'credential.added'> = ({ principalId, kind }, context) =>
  tellOwner(principalId, added[kind], context);

/** Where another took its place, that one is told. */
export const announceCredentialRemoved: Announce<'credential.removed'> = async (event, context) =>
  event.replacedById === undefined ? tellOwner(event.principalId, removed[event.kind], context) : null;

/** Codes that came with a factor are told with that. */
export const announceCredentialChanged: Announce<'credential.changed'> = async (event, context) =>
  event.withCredentialId === undefined ? tellOwner(event.principalId, changed[event.kind], context) : null;

/**
 * Tells a person what their own sign-in changed of how they sign in; no setting turns it off. What a one-time link set
 * anew is told by itself.
 */
async function tellOwner(
  principalId: string,
  change: OwnCredentialChange | undefined,
  { tx, entry }: AnnouncementContext,
): Promise<Announcement | null> {
  if (change === undefined || entry.actorId !== principalId) return null;
  const model = { change, at: entry.at, origin: entry.origin };
  const people = await peopleBehind(tx, [principalId], entry.at);
  return {
    requestId: null,
    settings: null,
    parts: { requestor: { people, isCritical: true, write: (to) => credentialChanged(model, to) } },
  };
}
