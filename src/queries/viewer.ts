import {
  READS_RESOURCE_ASSIGNMENTS,
  readersOf,
  WRITES_RESOURCE_ASSIGNMENTS,
} from '../domain/access/assignment-readers.ts';
import { decideAccess, type Grant, type Holder } from '../domain/access/decide-access.ts';
import { type HiddenScope, hiddenFrom } from '../domain/access/hidden-scopes.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';

/** Who is looking, and where they see everybody's requests. */
export interface Viewer {
  readonly facts: PrincipalFacts;
  readonly holder: Holder;
  /** At these scopes and below them; empty where the viewer sees only what concerns them. */
  readonly readsAt: Readonly<Record<RoleFamily, readonly Scope[]>>;
  /** Of resource roles, what is at these scopes is hidden from the viewer all the same. */
  readonly hiddenAt: readonly HiddenScope[];
  /** Where the viewer may give resource roles, at these scopes and below them, and where that is denied. */
  readonly writesAt: readonly Scope[];
  readonly writingDeniedAt: readonly HiddenScope[];
}

/** Reads what a person may see, at `now`. Refuses an unknown or disabled one. */
export async function viewerOf(reader: Reader, principalId: string, now: Temporal.Instant): Promise<Viewer> {
  const facts = await principalFacts(reader, principalId, now);
  if (facts === null) refuse({ code: 'notPermitted', message: 'you are not known to this organisation' });
  if (!facts.principal.enabled) {
    refuse({ code: 'principalDisabled', message: 'your account is disabled; a disabled account sees nothing' });
  }
  const holder = await holderFacts(reader, facts, now);
  const scopesWhere = (gives: (only: Holder, grant: Grant) => boolean) =>
    unique(
      holder.grants
        .filter((grant) => gives({ enabled: true, grants: [grant], denials: [] }, grant))
        .map(({ scope }) => scope),
    );
  // no attributes: a grant whose condition would need one gives no sight
  const scopesAllowing = (action: string) =>
    scopesWhere((only, { scope }) => {
      const question = { action, isDataAction: false, scopeChain: [scope], attributes: null };
      return decideAccess(only, question, now.epochMilliseconds).allowed;
    });
  const scopesHolding = (roleDefinitionIds: readonly string[]) =>
    scopesWhere((only, { scope }) => holdsRole(only, roleDefinitionIds, [scope], now.epochMilliseconds));
  return {
    facts,
    holder,
    hiddenAt: hiddenFrom(holder, READS_RESOURCE_ASSIGNMENTS),
    writesAt: scopesAllowing(WRITES_RESOURCE_ASSIGNMENTS),
    writingDeniedAt: hiddenFrom(holder, WRITES_RESOURCE_ASSIGNMENTS),
    readsAt: {
      resource: scopesAllowing(READS_RESOURCE_ASSIGNMENTS),
      directory: scopesHolding(readersOf.directory),
      group: scopesHolding(readersOf.group),
    },
  };
}

function unique(scopes: readonly Scope[]): readonly Scope[] {
  return [...new Set(scopes)];
}
