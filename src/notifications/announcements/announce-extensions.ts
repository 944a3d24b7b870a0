import { administratorsOf } from '../recipients/administrators-of.ts';
import {
  type ExtensionModel,
  extensionAwaited,
  extensionDecided,
  extensionRequested,
  extensionTimedOut,
  ownExtensionDecided,
  ownExtensionTimedOut,
} from '../templates/english/extension.ts';
import type { WriteLetter } from '../templates/letter.ts';
import type { Announce, Announcement, AnnouncementContext } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Asks the administrators of the role, who decide, and confirms to the requestor (BEHAVIOUR §6). */
export const announceExtensionRequested: Announce<'extension.requested'> = (event, context) =>
  announce(event.requestId, context, 'admin', (model) => {
    const waiting = { ...model, expiresAt: event.expiresAt };
    return { requestor: (to) => extensionAwaited(waiting, to), admin: (to) => extensionRequested(waiting, to) };
  });

/** Tells the requestor and all administrators who decided. */
export const announceExtensionDecided: Announce<'extension.decided'> = async (event, context) => {
  const { result, granted, justification, decidedById } = event;
  const decider = await displayName(context.tx, decidedById);
  return announce(event.requestId, context, 'requestor', (model) => {
    const decided = { ...model, result, granted, decider, decisionJustification: justification };
    return { requestor: (to) => ownExtensionDecided(decided, to), admin: (to) => extensionDecided(decided, to) };
  });
};

/** Tells requestor and administrators that nobody decided. */
export const announceExtensionTimedOut: Announce<'extension.timedOut'> = (event, context) =>
  announce(event.requestId, context, 'requestor', (model) => ({
    requestor: (to) => ownExtensionTimedOut(model, to),
    admin: (to) => extensionTimedOut(model, to),
  }));

async function announce(
  requestId: string,
  context: AnnouncementContext,
  mustKnow: 'admin' | 'requestor',
  write: (model: ExtensionModel) => { readonly requestor: WriteLetter; readonly admin: WriteLetter },
): Promise<Announcement> {
  const { request, at, model, requestor } = await requestFacts(context, requestId);
  const letters = write({ ...model, isRenewal: request.type === 'selfRenew' });
  const administrators = await administratorsOf(context.tx, at, context.entry.at);
  return {
    requestId,
    settings: {
      trigger: request.kind === 'eligible' ? 'Admin_Eligibility' : 'Admin_Assignment',
      rules: at.policy.rules,
    },
    parts: {
      requestor: { people: requestor, isCritical: mustKnow === 'requestor', write: letters.requestor },
      admin: { people: administrators, isCritical: mustKnow === 'admin', write: letters.admin },
    },
  };
}
