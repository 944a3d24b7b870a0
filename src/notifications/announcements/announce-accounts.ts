import { peopleBehind } from '../../queries/people-behind.ts';
import { allAdministrators } from '../recipients/administrators-of.ts';
import { credentialsReset } from '../templates/english/credentials-reset.ts';
import { emergencyAccountUsed } from '../templates/english/emergency-account-used.ts';
import type { Announce } from './announcement.ts';
import { displayName } from './request-facts.ts';

/** It is about no request, and no role's settings turn it off. */
const unconditional = {
  requestId: null,
  settings: null,
} as const;

/** Tells all administrators, at once, that an emergency account was used (BEHAVIOUR §6). */
export const announceEmergencyAccountUsed: Announce<'emergencyAccount.used'> = async (event, { tx, entry }) => {
  const used = {
    account: await displayName(tx, event.principalId),
    program: event.clientId,
    methods: event.methods,
    at: entry.at,
    origin: entry.origin,
  };
  const people = await allAdministrators(tx, entry.at);
  return {
    ...unconditional,
    parts: { admin: { people, isCritical: true, write: (to) => emergencyAccountUsed(used, to) } },
  };
};

/** Tells a person that their credentials were set anew. */
export const announceEnrolmentLinkUsed: Announce<'enrolmentLink.used'> = async (
  { purpose, principalId },
  { tx, entry },
) => {
  if (purpose !== 'reset') return null;
  const people = await peopleBehind(tx, [principalId], entry.at);
  return {
    ...unconditional,
    parts: { requestor: { people, isCritical: true, write: (to) => credentialsReset(entry.at, to) } },
  };
};
