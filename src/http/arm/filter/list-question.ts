import type { FastifyRequest } from 'fastify';
import type { HiddenScope } from '../../../domain/access/hidden-scopes.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { RequestStatus } from '../../../domain/request/request-status.ts';
import type { RoleFamily } from '../../../domain/role-definition.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { principalFacts } from '../../../ledger/facts/principal-facts.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { readableAncestors, readableFamilies } from '../../../queries/assignment-sight.ts';
import { tellsBelow } from '../../../queries/known-scope.ts';
import type { ScopeReach } from '../../../queries/scope-reach.ts';
import { type Viewer, viewerOf } from '../../../queries/viewer.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { queryParameter } from '../query-parameters.ts';
import { parseGuid, parseTrailingGuid } from '../resource-ids.ts';
import { statusesOf } from '../words.ts';
import { type FilterWords, type ParsedFilter, parseFilter } from './parse-filter.ts';

/** What every list of assignments is narrowed to; null means any. */
export interface ListQuestion {
  readonly viewer: Viewer;
  readonly filter: ParsedFilter;
  readonly scopeChain: readonly Scope[];
  readonly reach: ScopeReach;
  /** What is left out, as the viewer may not see it. */
  readonly hidden: readonly HiddenScope[];
  /** The viewer and their groups: no denial hides what is theirs. */
  readonly ownIds: readonly string[];
  readonly families: readonly RoleFamily[];
  readonly principalIds: readonly string[] | null;
  /** The person whose own entries and whose groups' are asked for; null where it is not about one. */
  readonly holderId: string | null;
  readonly roleDefinitionId: string | null;
}

/** Calls that ask for what concerns the caller, and need no right to read (contracts/arm §3). */
const personalCalls = ['astarget', 'asrequestor', 'asapprover', 'ascreatedby'];

/** Group roles are another wire's: on this one there are none (ADR 0023). */
const familiesHere: readonly RoleFamily[] = ['resource', 'directory'];

const noFilter: ParsedFilter = { isAtScope: false, call: null, properties: new Map() };

/** The `$filter` of a list; one that is absent narrows nothing. */
export function filterOf(request: FastifyRequest, words: FilterWords): ParsedFilter {
  const filter = queryParameter(request, '$filter');
  return filter === null ? noFilter : parseFilter(filter, words);
}

export interface ListSettings extends FilterWords {
  /** Whether entries at ancestors are everybody's who reads at the scope, as they have effect there. */
  readonly isInherited: boolean;
  /** What the list is about; both families of this wire where it is left out. */
  readonly families?: readonly RoleFamily[];
  /** The answer to who may not read at the scope; the one of contracts/arm §3 where there is none. */
  readonly refused?: (callerId: string, scope: Scope) => ArmError;
}

/**
 * What a list was asked for, at an address and with a filter. Refuses whoever may not read assignments at the scope
 * and asks for those of others.
 */
export async function listQuestion(
  reader: Reader,
  request: FastifyRequest,
  callerId: string,
  settings: ListSettings,
  now: Temporal.Instant,
): Promise<ListQuestion> {
  const scope = scopeOf(request);
  const filter = filterOf(request, settings);
  const viewer = await viewerOf(reader, callerId, now);
  const scopeChain = await scopeChainOf(reader, scope);
  const isPersonal = personalCalls.includes(filter.call?.name ?? '');
  const isOfList = (family: RoleFamily) => settings.families?.includes(family) ?? true;
  const families = isPersonal ? familiesHere : readableFamilies(viewer, scopeChain).filter(isOfList);
  if (families.length === 0 && !isPersonal) throw (settings.refused ?? insufficientPermissions)(callerId, scope);
  const ancestors = scopeChain.slice(1);
  const above = settings.isInherited ? ancestors : readableAncestors(viewer, scopeChain, families);
  const role = filter.properties.get('roledefinitionid');
  return {
    viewer,
    filter,
    scopeChain,
    // what is one's own below a group that one does not know would tell what the group contains
    reach: {
      at: scope,
      above: isPersonal ? [] : above,
      below: !filter.isAtScope && (await tellsBelow(reader, callerId, scope, now)),
    },
    hidden: isPersonal ? [] : viewer.hiddenAt,
    ownIds: [viewer.facts.principal.id, ...viewer.facts.groupIds],
    families,
    ...(await holderOf(reader, filter, viewer, now)),
    roleDefinitionId: role === undefined ? null : parseTrailingGuid(role, 'roleDefinitionId'),
  };
}

/** Whose entries are asked for: the intersection of what the filter says. */
async function holderOf(
  reader: Reader,
  { call, properties }: ParsedFilter,
  viewer: Viewer,
  now: Temporal.Instant,
): Promise<Pick<ListQuestion, 'principalIds' | 'holderId'>> {
  const principalId = properties.get('principalid');
  const named = principalId === undefined ? null : parseGuid(principalId, 'principalId');
  const holder = await reachedHolder(reader, call, viewer, now);
  if (holder === null) return { holderId: null, principalIds: named === null ? null : [named] };
  const reached = [holder.id, ...holder.groupIds];
  return { holderId: holder.id, principalIds: named === null ? reached : reached.filter((id) => id === named) };
}

async function reachedHolder(reader: Reader, call: ParsedFilter['call'], { facts }: Viewer, now: Temporal.Instant) {
  if (call?.name === 'astarget') return { id: facts.principal.id, groupIds: facts.groupIds };
  if (call?.name !== 'assignedto') return null;
  const id = parseGuid(call.argument ?? '', 'assignedTo');
  return { id, groupIds: (await principalFacts(reader, id, now))?.groupIds ?? new Set<string>() };
}

/** The states that the filter asks for; null where it asks for none. Refuses a word that is no status. */
export function statusesIn({ properties }: ParsedFilter): readonly RequestStatus[] | null {
  const word = properties.get('status');
  if (word === undefined) return null;
  return (
    statusesOf(word) ?? refuse(invalidField('status', word, 'a status such as `Provisioned` or `PendingApproval`'))
  );
}

function insufficientPermissions(callerId: string): ArmError {
  return new ArmError(
    400,
    'InsufficientPermissions',
    `The requestor ${callerId} does not have permissions for this request. Please use $filter=asTarget() to filter on the requestor's assignments.`,
  );
}
