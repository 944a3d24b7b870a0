import { whyKeptElsewhere } from '../domain/directory/why-kept-elsewhere.ts';
import { whyIdentityInvalid } from '../domain/directory/why-names-invalid.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { directoryEntry } from '../ledger/facts/directory-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import {
  type ProvisioningSource,
  provisioningSourceById,
  provisioningSourceOfIssuer,
} from '../ledger/facts/provisioning-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  forgetProvisioningToken,
  keepProvisioningToken,
  type ProvisioningToken,
  provisioningTokensOf,
} from '../ledger/vault/provisioning-token.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requireFreeNames } from './create-principal.ts';

/** Two, so that one can be exchanged for the next without a gap. */
const MOST_TOKENS = 2;
const LONGEST_MS = 2 * 365 * 86_400_000;

export interface NewProvisioningSource {
  readonly id: string;
  readonly displayName: string;
  readonly issuer: string;
  readonly mayChangeProtected: boolean;
}

export type NewProvisioningToken = Pick<ProvisioningToken, 'id' | 'sourceId' | 'digest'> & {
  readonly expiresAt: Temporal.Instant;
};

const administer = (tx: Reader, caller: Caller, now: Temporal.Instant) =>
  authorise(tx, caller, 'administerProvisioning', { family: 'directory', scopeChain: [ROOT] }, now);

/** Lets a directory provision people and groups. It acts as a service principal of its own; one source for each issuer. */
export function createProvisioningSource(ledger: Ledger, caller: Caller, asked: NewProvisioningSource): Promise<void> {
  const { id, displayName, issuer, mayChangeProtected } = asked;
  return ledger.execute(contextOf(caller, 'administerProvisioning', id), async ({ now, tx, append }) => {
    await administer(tx, caller, now);
    const invalid = whyIdentityInvalid({ issuer, subject: id });
    if (invalid !== null) refuse(invalid);
    const identity = { issuer: 'urn:brevet:provisioning', subject: id };
    const principal = { id, kind: 'servicePrincipal', displayName, userName: null, email: null } as const;
    await requireFreeNames(tx, { ...principal, ...identity });
    const known = await provisioningSourceOfIssuer(tx, issuer);
    if (known !== null) {
      refuse({
        code: 'issuerTaken',
        field: 'issuer',
        given: issuer,
        conflictsWith: known.id,
        message: `people of \`${issuer}\` are provisioned by \`${known.id}\` already; change that one`,
      });
    }
    await append([
      { type: 'principal.created', principal: { ...principal, enabled: true }, ...identity },
      { type: 'provisioningSource.created', sourceId: id, issuer, mayChangeProtected, createdById: caller.principalId },
    ]);
  });
}

/** Gives a source the right to change what has power, or takes it. */
export function changeProvisioningSource(
  ledger: Ledger,
  caller: Caller,
  sourceId: string,
  after: { readonly mayChangeProtected: boolean },
): Promise<void> {
  return ledger.execute(contextOf(caller, 'administerProvisioning', sourceId), async ({ now, tx, append }) => {
    await administer(tx, caller, now);
    const { mayChangeProtected } = await knownSource(tx, sourceId);
    if (mayChangeProtected === after.mayChangeProtected) return;
    await append([{ type: 'provisioningSource.changed', sourceId, before: { mayChangeProtected }, after }]);
  });
}

/** Gives a source a token (its digest), for two years at most. The record holds none. */
export function addProvisioningToken(ledger: Ledger, caller: Caller, asked: NewProvisioningToken): Promise<void> {
  const { id, sourceId, digest, expiresAt } = asked;
  return ledger.execute(contextOf(caller, 'administerProvisioning', sourceId), async ({ now, tx, append, vault }) => {
    await administer(tx, caller, now);
    await knownSource(tx, sourceId);
    const left = expiresAt.epochMilliseconds - now.epochMilliseconds;
    if (left <= 0 || left > LONGEST_MS) {
      refuse(invalidField('expiresAt', expiresAt.toString(), 'an instant in the next two years'));
    }
    if ((await provisioningTokensOf(tx, sourceId)).length >= MOST_TOKENS) {
      refuse({
        code: 'tooManyCredentials',
        message: `a provisioning source has at most ${MOST_TOKENS} tokens; remove the one that is not used any more first`,
      });
    }
    const credential = { principalId: sourceId, credentialId: id, kind: 'provisioningToken' } as const;
    await append([{ type: 'credential.added', ...credential, expiresAt }]);
    const times = { createdAt: now.epochMilliseconds, expiresAt: expiresAt.epochMilliseconds };
    await keepProvisioningToken(vault, { id, sourceId, digest, ...times });
  });
}

/** Takes a token from a source; it is of no use from now on. */
export function removeProvisioningToken(
  ledger: Ledger,
  caller: Caller,
  sourceId: string,
  tokenId: string,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'administerProvisioning', sourceId), async ({ now, tx, append, vault }) => {
    await administer(tx, caller, now);
    if (!(await provisioningTokensOf(tx, sourceId)).some(({ id }) => id === tokenId)) {
      refuse({ code: 'credentialNotFound', message: `there is no token \`${tokenId}\`` });
    }
    const credential = { principalId: sourceId, credentialId: tokenId, kind: 'provisioningToken' } as const;
    await append([{ type: 'credential.removed', ...credential }]);
    await forgetProvisioningToken(vault, tokenId);
  });
}

/**
 * Lets a source keep a person or group from now on that was administered here, or (null) lets it be administered here
 * again. What another source keeps must be released first.
 */
export function setSourceOf(
  ledger: Ledger,
  caller: Caller,
  principalId: string,
  { sourceId, isAdopted }: { readonly sourceId: string; readonly isAdopted: boolean },
): Promise<void> {
  return ledger.execute(contextOf(caller, 'administerProvisioning', principalId), async ({ now, tx, append }) => {
    await administer(tx, caller, now);
    await knownSource(tx, sourceId);
    const entry = await directoryEntry(tx, principalId);
    if (entry === null || entry.principal.kind === 'servicePrincipal') {
      refuse({ code: 'principalNotFound', message: `there is no person or group \`${principalId}\`` });
    }
    const isKept = entry.sourceId === sourceId;
    if (isKept === isAdopted) return;
    const kept = isAdopted ? whyKeptElsewhere(entry) : null;
    if (kept !== null) refuse(kept);
    if (!isAdopted && !isKept) return;
    const after = isAdopted ? sourceId : null;
    await append([{ type: 'principal.sourceChanged', principalId, before: entry.sourceId, after }]);
    // nobody else says any more whether it is active
    if (!isAdopted && entry.isInactive)
      await append([{ type: 'principal.activityChanged', principalId, isActive: true }]);
  });
}

/** A source as it is shown to whoever may change it. */
export interface ProvisioningSourceView extends ProvisioningSource {
  readonly displayName: string;
  readonly isEnabled: boolean;
  readonly tokens: readonly ProvisioningToken[];
}

/** The sources with their tokens, for who may change them; one of them where an id is given. */
export function readProvisioningSources(
  ledger: Ledger,
  caller: Caller,
  onlyId: string | null,
): Promise<readonly ProvisioningSourceView[]> {
  return ledger.dryRun(async ({ tx, now }) => {
    await administer(tx, caller, now);
    const rows = await tx.query((db) => db.selectFrom('provisioning_source').select('id').orderBy('created_at'));
    const found: ProvisioningSourceView[] = [];
    for (const id of onlyId === null ? rows.map((row) => row.id) : [onlyId]) {
      const source = await knownSource(tx, id);
      const principal = await principalById(tx, id);
      const shown = { displayName: principal?.displayName ?? id, isEnabled: principal?.enabled ?? false };
      found.push({ ...source, ...shown, tokens: await provisioningTokensOf(tx, id) });
    }
    return found;
  });
}

async function knownSource(tx: Reader, sourceId: string): Promise<ProvisioningSource> {
  const source = await provisioningSourceById(tx, sourceId);
  if (source !== null) return source;
  return refuse({ code: 'provisioningSourceNotFound', message: `there is no provisioning source \`${sourceId}\`` });
}
