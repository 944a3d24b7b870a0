import type { Static } from 'typebox';
import { isAuthorised } from '../../../commands/authorise.ts';
import { requireTemplateReader } from '../../../commands/require-template-reader.ts';
import { Refusal } from '../../../domain/errors.ts';
import { ROOT } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { directorySightOf } from '../../../queries/directory-sight.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import type { mayBody } from './me-schema.ts';

/** Which pages of administration are worth showing to somebody; each of them decides again by itself. */
export async function whatCallerMay(
  reader: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<Static<typeof mayBody>> {
  const viewer = await viewerOf(reader, principalId, now);
  const sight = await directorySightOf(reader, principalId, now);
  const atTop = { family: 'directory', scopeChain: [ROOT] } as const;
  const isAllowed = (command: 'assignEligible' | 'administerNotifications' | 'endSession') =>
    isAuthorised(reader, viewer.facts, command, atTop, now);
  return {
    giveRoles: viewer.writesAt.length > 0 || viewer.readsAt.group.length > 0 || (await isAllowed('assignEligible')),
    findPeople: sight.onlyIds === null,
    administerPeople: sight.isAdministrator,
    readSettings: await readsSettings(),
    administerNotifications: await isAllowed('administerNotifications'),
    endSessions: await isAllowed('endSession'),
  };

  async function readsSettings(): Promise<boolean> {
    try {
      await requireTemplateReader(reader, viewer.holder, now);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
