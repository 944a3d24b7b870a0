import { mayAskAbout } from '../../access/may-ask-about.ts';
import { ROOT, type Scope, type ScopeKind } from '../../domain/scope.ts';
import type { Reader } from '../../ledger/engine.ts';
import { directoryRoleIds } from '../../ledger/facts/role-facts.ts';
import { hierarchySightOf } from '../../queries/hierarchy-sight.ts';
import { namesOfScopes } from '../../queries/names-of.ts';
import { visibleScopes } from '../../queries/visible-scopes.ts';
import type { DecisionSource } from './answer-with-reason.ts';
import { askedSubject } from './asked-subject.ts';
import { type PermittedPage, permittedPage } from './permitted-page.ts';
import type { Search } from './search.ts';
import type { ResourceSearchBody } from './search-schema.ts';

const AT_ONCE = 500;
const everyKind: readonly ScopeKind[] = [
  'managementGroup',
  'subscription',
  'resourceGroup',
  'resource',
  'administrativeUnit',
];

/** What a search has found: by what the next page begins behind it, and what it is called in the answer. */
export interface FoundResource {
  readonly key: string;
  readonly called: string;
}

type Searching = Search<ResourceSearchBody>;

/** Where somebody may do something: of what the caller may know and ask about, and of nothing else. */
export async function searchResources(
  source: DecisionSource,
  reader: Reader,
  search: Searching,
): Promise<PermittedPage<FoundResource>> {
  const { body, callerId } = search;
  if (!askedSubject(source.index, callerId, body.subject).isKnown) return { items: [], hasMore: false };
  if (body.resource.type === 'directoryRole') return searchRoles(source, reader, search);
  const isGateway = source.index.principal(callerId)?.kind === 'servicePrincipal';
  return isGateway && body.resource.type !== 'scope'
    ? searchNames(source, reader, search)
    : searchScopes(source, reader, search);
}

/** Directory roles that are held at a scope. */
async function searchRoles({ decisions }: DecisionSource, reader: Reader, search: Searching) {
  const { body, callerId, atMs, after, limit } = search;
  const isHeld = (id: string) => {
    const asked = { ...body, resource: { ...body.resource, id } };
    const question = decisions.read(asked, callerId);
    return decisions.mayAsk(question, callerId, atMs) && decisions.decide(question, asked, atMs, false).allowed;
  };
  const ids = (await directoryRoleIds(reader)).filter((id) => after === null || id > after);
  const { items, hasMore } = await permittedPage(ids, isHeld, limit);
  return { hasMore, items: items.map((id) => ({ key: id, called: id })) };
}

/** Resources of a type by their names. */
async function searchNames(source: DecisionSource, reader: Reader, search: Searching) {
  const { body, after, limit } = search;
  const isPermitted = permission(source, search);
  const found = await permittedPage(
    source.index.resources.ofType(body.resource.type, after),
    ({ scope }) => isPermitted(scope),
    limit,
  );
  const names = await namesOfScopes(
    reader,
    found.items.map(({ scope }) => scope),
  );
  const items = found.items.map(({ name, scope }) => {
    const { path } = names.scope(scope);
    return { key: name, called: path.slice(path.lastIndexOf('/') + 1) };
  });
  return { hasMore: found.hasMore, items };
}

/** Scopes by their paths, as far as the caller sees them in lists. */
async function searchScopes(source: DecisionSource, reader: Reader, search: Searching) {
  const { body, callerId, after, limit, now } = search;
  const { type } = body.resource;
  const resourceTypes = type === 'scope' ? null : source.index.resources.typesCalled(type);
  if (resourceTypes?.length === 0) return { items: [], hasMore: false };
  const sight = await hierarchySightOf(reader, callerId, now);
  const criteria = {
    kinds: resourceTypes === null ? everyKind : (['resource'] as const),
    below: ROOT,
    depth: 'all',
    types: resourceTypes === null ? null : { kinds: [], resourceTypes },
    isEligibleOnly: false,
  } as const;

  async function* seen() {
    for (let from = after; ; ) {
      const { items, next } = await visibleScopes(reader, sight, criteria, { limit: AT_ONCE, after: from });
      yield* items;
      if (next === null) return;
      from = next;
    }
  }

  const isPermitted = permission(source, search);
  const { items, hasMore } = await permittedPage(seen(), ({ scope }) => isPermitted(scope), limit);
  return { hasMore, items: items.map(({ scope, path }) => ({ key: scope, called: path })) };
}

function permission({ index, decisions }: DecisionSource, { body, callerId, atMs }: Searching) {
  const subject = askedSubject(index, callerId, body.subject);
  const asked = { ...body, resource: { ...body.resource, id: '' } };
  return (scope: Scope) =>
    mayAskAbout(index, { callerId, subjectId: subject.id, family: 'resource', scope }, atMs) &&
    decisions.decide({ subject, family: 'resource', scope }, asked, atMs, false).allowed;
}
