import { resourceTypeOf, type Scope, scopeKind } from '../../domain/scope.ts';
import type { Reader } from '../../ledger/engine.ts';
import { roleDefinitionById } from '../../ledger/facts/role-facts.ts';
import { heldSchedules } from '../../ledger/facts/schedule-facts.ts';
import type { KnownOperation, KnownOperations } from '../../queries/known-operations.ts';
import type { DecisionSource } from './answer-with-reason.ts';
import { type PermittedPage, permittedPage } from './permitted-page.ts';
import type { Search } from './search.ts';
import type { ActionSearchBody } from './search-schema.ts';

/** Whose operations are possible at every scope. */
const EVERYWHERE = 'microsoft.authorization';
const NOTHING = { items: [], hasMore: false };

/**
 * What somebody may do somewhere: of the operations that built-in roles know there, and those that the subject's own roles
 * name in full. Refuses a caller who may not ask about the subject there.
 */
export async function searchActions(
  { index, decisions }: DecisionSource,
  reader: Reader,
  known: KnownOperations,
  { body, callerId, now, atMs, after, limit }: Search<ActionSearchBody>,
): Promise<PermittedPage<KnownOperation>> {
  const use = { ...body, action: { name: 'use' } };
  const question = decisions.read(use, callerId);
  decisions.authorise(question, use, callerId, atMs);
  const { subject, family, scope } = question;
  if (!subject.isKnown || scope === undefined) return NOTHING;
  const isPermitted = ({ name, isDataAction }: KnownOperation) =>
    decisions.decide(question, { ...body, action: { name, properties: { isDataAction } } }, atMs, false).allowed;
  if (family === 'directory')
    return permittedPage(afterKey([{ name: 'use', isDataAction: false }], after), isPermitted, limit);
  const all = [...knownAt(known, scope), ...(await namedInRolesOf(reader, subject.id, now))];
  // an operation that is known as one on data is always asked about as one
  const possible = all.filter(({ name, isDataAction }) => isDataAction || !index.isDataAction(name));
  return permittedPage(afterKey(possible, after), isPermitted, limit);
}

/** By which actions are in order: names are the same in any case. */
export function keyOf({ name, isDataAction }: KnownOperation): string {
  return `${name.toLowerCase()} ${isDataAction ? 1 : 0}`;
}

function afterKey(operations: readonly KnownOperation[], after: string | null): readonly KnownOperation[] {
  const byKey = new Map(operations.map((each) => [keyOf(each), each]));
  const later = [...byKey].filter(([key]) => after === null || key > after);
  return later.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operation]) => operation);
}

/** At a resource those of its type, of what is below it, and of authorisation; elsewhere all. */
function knownAt(known: KnownOperations, scope: Scope): readonly KnownOperation[] {
  const own = scopeKind(scope) === 'resource' ? resourceTypeOf(scope) : null;
  return [...known.values()].flatMap(({ namespace, types }) =>
    [...types.values()].flatMap(({ type, operations }) => {
      const full = `${namespace}/${type}`.toLowerCase();
      const isHere =
        own === null || full === own || full.startsWith(`${own}/`) || namespace.toLowerCase() === EVERYWHERE;
      return isHere ? operations : [];
    }),
  );
}

/** What the roles that somebody holds name without a `*`. */
async function namedInRolesOf(
  reader: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly KnownOperation[]> {
  const found: KnownOperation[] = [];
  for (const { roleDefinitionId } of await heldSchedules(reader, principalId, now)) {
    const role = await roleDefinitionById(reader, roleDefinitionId);
    for (const { actions, dataActions } of role?.permissions ?? []) {
      found.push(...actions.map((name) => ({ name, isDataAction: false })));
      found.push(...dataActions.map((name) => ({ name, isDataAction: true })));
    }
  }
  return found.filter(({ name }) => !name.includes('*'));
}
