import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import { ROOT, type Scope, type ScopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { hierarchySightOf } from './hierarchy-sight.ts';
import { tellsBelow } from './known-scope.ts';
import { holdsWord, searchedWords } from './text-search.ts';
import { type ScopeCriteria, visibleScopes } from './visible-scopes.ts';

/** A scope in the tree of those that somebody sees. */
export interface ResourceNode extends RegisteredScope {
  /** Whether the viewer may see something directly below it. */
  readonly hasChildren: boolean;
  /** Whether the viewer may activate a role now that is assigned here or above. */
  readonly isEligible: boolean;
}

export interface ResourceQuestion {
  /** What is directly below this scope; at the root: what has nothing above it that the viewer sees. */
  readonly below: Scope;
  /** Words that are each in the name or path: then everything below is looked through. */
  readonly search: string | null;
}

const kinds: readonly ScopeKind[] = ['managementGroup', 'subscription', 'resourceGroup', 'resource'];
/** With so many, whoever sees only parts of the tree searches instead. */
const MOST_TOPS = 1000;

/** A page of the scopes that the person sees, by path. Refuses an unknown or disabled person. */
export async function resourceTree(
  reader: Reader,
  personId: string,
  { below, search }: ResourceQuestion,
  page: { readonly limit: number; readonly after: string | null },
  now: Temporal.Instant,
): Promise<{ readonly items: readonly ResourceNode[]; readonly next: string | null }> {
  const sight = await hierarchySightOf(reader, personId, now);
  const all = { kinds, types: null, isEligibleOnly: false } as const;
  const words = searchedWords(search ?? '');
  if (!(await tellsBelow(reader, personId, below, now))) return { items: [], next: null };
  if (words.length > 0) {
    const found = await visibleScopes(reader, sight, { ...all, below, depth: 'all', names: isNamed(words) }, page);
    return { items: await nodes(found.items), next: found.next };
  }
  const seesAll = sight.isAdministrator || kinds.every((kind) => sight.readsAt[kind].includes(ROOT));
  if (below !== ROOT || seesAll) {
    const found = await visibleScopes(reader, sight, { ...all, below, depth: 'children' }, page);
    return { items: await nodes(found.items), next: found.next };
  }
  const seen = await visibleScopes(reader, sight, { ...all, below, depth: 'all' }, { limit: MOST_TOPS, after: null });
  const known = new Set<Scope>(seen.items.map(({ scope }) => scope));
  const tops = seen.items.filter(({ parent }) => parent === null || !known.has(parent));
  return { items: await nodes(tops), next: null };

  async function nodes(items: readonly RegisteredScope[]): Promise<readonly ResourceNode[]> {
    const shown: ResourceNode[] = [];
    for (const item of items) {
      const under = { ...all, below: item.scope, depth: 'children' } as const;
      const first = await visibleScopes(reader, sight, under, { limit: 1, after: null });
      const chain = await scopeChainOf(reader, item.scope);
      const isEligible = chain.some((around) => sight.eligibleNowAt.includes(around));
      shown.push({ ...item, hasChildren: first.items.length > 0, isEligible });
    }
    return shown;
  }
}

function isNamed(words: readonly string[]): NonNullable<ScopeCriteria['names']> {
  return (where) =>
    where.and(words.map((word) => where.or([holdsWord('display_name', word), holdsWord('path', word)])));
}
