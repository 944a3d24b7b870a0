import { refuse } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { type DirectoryEntry, directoryEntry } from '../ledger/facts/directory-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { type ProvisioningSource, provisioningSourceById } from '../ledger/facts/provisioning-facts.ts';
import type { CommandContext } from '../ledger/ledger.ts';

/** A directory that changes what it keeps here. Made by `identity/` from a checked provisioning token. */
export interface Provisioner {
  readonly sourceId: string;
  readonly correlationId: string;
  readonly origin: string | null;
}

/** What the ledger notes of what a directory does: it acts as its service principal. */
export function provisioningContext(by: Provisioner, command: string, target: string | null): CommandContext {
  return { actorId: by.sourceId, command, correlationId: by.correlationId, origin: by.origin, target };
}

/** The source behind the caller; refuses one that is unknown or whose service principal is disabled. */
export async function callingSource(tx: Reader, { sourceId }: Provisioner): Promise<ProvisioningSource> {
  const source = await provisioningSourceById(tx, sourceId);
  const principal = await principalById(tx, sourceId);
  if (source !== null && principal?.enabled === true) return source;
  return refuse({ code: 'principalDisabled', message: 'this provisioning source is disabled; ask an administrator' });
}

/**
 * What the directory changes. Refuses, as if there were none, what it does not keep: who is administered here or comes
 * from another directory is not its business. `ifVersion` refuses what was changed since it was read.
 */
export async function keptEntry(
  tx: Reader,
  source: ProvisioningSource,
  { kind, id, ifVersion }: { readonly kind: 'user' | 'group'; readonly id: string; readonly ifVersion: number | null },
): Promise<DirectoryEntry> {
  const entry = await directoryEntry(tx, id);
  if (entry === null || entry.principal.kind !== kind || entry.sourceId !== source.id) {
    refuse({ code: kind === 'user' ? 'personNotFound' : 'groupNotFound', message: `there is no resource \`${id}\`` });
  }
  if (ifVersion !== null && ifVersion !== entry.version) {
    refuse({ code: 'versionMismatch', message: `\`${id}\` was changed since it was read; read it again` });
  }
  return entry;
}
