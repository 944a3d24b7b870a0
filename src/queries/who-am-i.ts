import type { Reader } from '../ledger/engine.ts';
import { organisation } from './organisation.ts';
import { viewerOf } from './viewer.ts';

/** What a person's own page is built from. */
export interface WhoAmI {
  readonly id: string;
  readonly displayName: string;
  readonly userName: string | null;
  readonly email: string | null;
  readonly organisation: string;
  /** Whether the person reads what others asked for, somewhere. */
  readonly seesOthers: boolean;
}

/** Who somebody is. Refuses an unknown or disabled one. */
export async function whoAmI(reader: Reader, principalId: string, now: Temporal.Instant): Promise<WhoAmI> {
  const { facts, readsAt } = await viewerOf(reader, principalId, now);
  const { id, displayName, userName, email } = facts.principal;
  const { name } = await organisation(reader);
  const seesOthers = Object.values(readsAt).some((at) => at.length > 0);
  return { id, displayName, userName, email, organisation: name, seesOthers };
}
