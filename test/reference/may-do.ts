import type { Condition, Permission, Question, World } from './world.ts';

const matches = (patterns: readonly string[], action: string) =>
  patterns.some((each) => new RegExp(`^${each.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'i').test(action));
/** Undefined: it cannot be judged, as an attribute is missing. */
function truth(condition: Condition, asked: Question): boolean | undefined {
  const { not = false } = condition;
  if (condition.is === 'action') return matches([condition.pattern], asked.action) !== not;
  if (condition.is === 'and' || condition.is === 'or') {
    const decisive = condition.is === 'or';
    const all = condition.of.map((each) => truth(each, asked));
    if (all.includes(decisive)) return decisive !== not;
    return all.includes(undefined) ? undefined : decisive === not;
  }
  const value = asked.attributes[condition.source][condition.name];
  if (condition.is === 'exists') return (value !== undefined) !== not;
  return value === undefined ? undefined : (value === condition.value) !== not;
}
type Counts = (condition: Condition | null) => boolean;
const contains = (permissions: readonly Permission[], { isDataAction, action }: Question, counts: Counts) =>
  permissions.some(({ actions, notActions, dataActions, notDataActions, condition }) => {
    const [some, but] = isDataAction ? [dataActions, notDataActions] : [actions, notActions];
    return matches(some, action) && !matches(but, action) && counts(condition);
  });
/** May somebody do something somewhere at an instant? BEHAVIOUR §1 and §5, conditions.md §4, of denials ADR 9. */
export function mayDo(world: World, asked: Question): boolean {
  const isNow = (span: { startMs: number; endMs: number }) => span.startMs <= asked.atMs && asked.atMs < span.endMs;
  const around = (isOpen: (id: string) => boolean) => {
    const ids = new Set([asked.principalId].filter(isOpen));
    for (const id of ids)
      for (const each of world.memberships)
        if (each.memberId === id && isOpen(each.groupId) && isNow(each)) ids.add(each.groupId);
    return ids;
  };
  const [holders, named] = [around((id) => world.enabled.get(id) === true), around(() => true).add('everyone')];
  const scopes = [asked.scope.toLowerCase()];
  for (const scope of scopes) if (scope !== '/') scopes.push(world.parents.get(scope) ?? '/');
  const isMet: Counts = (condition) => condition === null || truth(condition, asked) === true;
  const isNotLifted: Counts = (condition) => condition === null || truth(condition, asked) !== false;
  for (const { principalIds, exceptIds, scope, isForChildren, permissions, condition } of world.denials) {
    const isHere = isForChildren ? scopes.includes(scope) : scopes[0] === scope;
    const isAbout = principalIds.some((id) => named.has(id)) && !exceptIds.some((id) => holders.has(id));
    if (isHere && isAbout && isNotLifted(condition) && contains(permissions, asked, isNotLifted)) return false;
  }
  const held = world.schedules.filter((each) => isNow(each) && holders.has(each.principalId));
  return held.some(({ roleId, scope, condition }) => {
    return scopes.includes(scope) && isMet(condition) && contains(world.roles.get(roleId) ?? [], asked, isMet);
  });
}
