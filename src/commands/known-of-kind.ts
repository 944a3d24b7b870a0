import { refuse, type ViolationCode } from '../domain/errors.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { type DirectoryEntry, directoryEntry } from '../ledger/facts/directory-facts.ts';

const absent: Readonly<Record<PrincipalKind, readonly [ViolationCode, string]>> = {
  user: ['personNotFound', 'person'],
  group: ['groupNotFound', 'group'],
  servicePrincipal: ['servicePrincipalNotFound', 'service principal'],
};

/** What a command is about. Refuses where there is none of this kind. */
export async function knownOfKind(tx: Reader, id: string, kind: PrincipalKind): Promise<DirectoryEntry> {
  const entry = await directoryEntry(tx, id);
  if (entry?.principal.kind === kind) return entry;
  const [code, word] = absent[kind];
  return refuse({ code, given: id, message: `there is no ${word} \`${id}\`` });
}
