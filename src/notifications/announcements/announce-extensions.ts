import { administratorsOf } from '../recipients/administrators-of.ts';
import {
  type ExtensionModel,
  extensionDecided,
  extensionRequested,
  extensionTimedOut,
} from '../templates/extension.ts';
import type { MessageText } from '../templates/message-text.ts';
import type { Announce, Announcement, AnnouncementContext } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Asks the administrators of the role, who decide, and confirms to the requestor (BEHAVIOUR §6). */
export const announceExtensionRequested: Announce<'extension.requested'> = (event, context) =>
  announce(event.requestId, context, 'admin', (model) => extensionRequested({ ...model, expiresAt: event.expiresAt }));

/** Tells the requestor and all administrators who decided. */
export const announceExtensionDecided: Announce<'extension.decided'> = async (event, context) => {
  const { result, granted, justification, decidedById } = event;
  const decider = await displayName(context.tx, decidedById);
  return announce(event.requestId, context, 'requestor', (model) =>
    extensionDecided({ ...model, result, granted, decider, decisionJustification: justification }),
  );
};

/** Tells requestor and administrators that nobody decided. */
export const announceExtensionTimedOut: Announce<'extension.timedOut'> = (event, context) =>
  announce(event.requestId, context, 'requestor', extensionTimedOut);

async function announce(
  requestId: string,
  context: AnnouncementContext,
  mustKnow: 'admin' | 'requestor',
  write: (model: ExtensionModel) => { readonly requestor: MessageText; readonly admin: MessageText },
): Promise<Announcement> {
  const { request, at, model, requestor } = await requestFacts(context, requestId);
  const message = write({ ...model, isRenewal: request.type === 'selfRenew' });
  const administrators = await administratorsOf(context.tx, at, context.entry.at);
  return {
    requestId,
    trigger: request.kind === 'eligible' ? 'Admin_Eligibility' : 'Admin_Assignment',
    rules: at.policy.rules,
    parts: {
      requestor: { people: requestor, isCritical: mustKnow === 'requestor', message: message.requestor },
      admin: { people: administrators, isCritical: mustKnow === 'admin', message: message.admin },
    },
  };
}
