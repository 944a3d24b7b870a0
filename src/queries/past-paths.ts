import type { Reader } from '../ledger/engine.ts';
import { enabledAt, groupsOfAt, membersOfAt, type PastLink } from '../ledger/facts/past/past-directory.ts';

/** From a principal to each group that counted for it, the shortest way: the first link is its own. */
export type PathsUp = ReadonlyMap<string, readonly PastLink[]>;

/** The enabled groups around an enabled principal at the instant, and the principal itself with no link. */
export async function pathsUp(reader: Reader, principalId: string, atMs: number): Promise<PathsUp> {
  const paths = new Map<string, readonly PastLink[]>([[principalId, []]]);
  let frontier: readonly string[] = [principalId];
  while (frontier.length > 0) {
    const links = await groupsOfAt(reader, frontier, atMs);
    const enabled = await enabledAt(reader, new Set(links.map(({ groupId }) => groupId)), atMs);
    const next: string[] = [];
    for (const link of links) {
      if (!enabled.has(link.groupId) || paths.has(link.groupId)) continue;
      paths.set(link.groupId, [...(paths.get(link.memberId) ?? []), link]);
      next.push(link.groupId);
    }
    frontier = next;
  }
  return paths;
}

/**
 * Who was enabled and in an enabled group at the instant, with the shortest way from each to it; what is no group stands
 * for itself.
 */
export async function pathsDown(
  reader: Reader,
  principalId: string,
  atMs: number,
): Promise<ReadonlyMap<string, readonly PastLink[]>> {
  if (!(await enabledAt(reader, [principalId], atMs)).has(principalId)) return new Map();
  const paths = new Map<string, readonly PastLink[]>([[principalId, []]]);
  let frontier: readonly string[] = [principalId];
  while (frontier.length > 0) {
    const links = await membersOfAt(reader, frontier, atMs);
    const enabled = await enabledAt(reader, new Set(links.map(({ memberId }) => memberId)), atMs);
    const next: string[] = [];
    for (const link of links) {
      if (!enabled.has(link.memberId) || paths.has(link.memberId)) continue;
      paths.set(link.memberId, [link, ...(paths.get(link.groupId) ?? [])]);
      next.push(link.memberId);
    }
    frontier = next;
  }
  return paths;
}

/** Every group around each of the principals at the instant, disabled ones too; each contains itself. */
export async function groupsAroundAt(
  reader: Reader,
  principalIds: Iterable<string>,
  atMs: number,
): Promise<(principalId: string) => ReadonlySet<string>> {
  const parents = new Map<string, string[]>();
  let frontier: ReadonlySet<string> = new Set(principalIds);
  while (frontier.size > 0) {
    const next = new Set<string>();
    for (const id of frontier) parents.set(id, []);
    for (const { memberId, groupId } of await groupsOfAt(reader, frontier, atMs)) {
      parents.get(memberId)?.push(groupId);
      if (!parents.has(groupId)) next.add(groupId);
    }
    frontier = next;
  }
  return (principalId) => {
    const around = new Set([principalId]);
    for (const id of around) for (const groupId of parents.get(id) ?? []) around.add(groupId);
    return around;
  };
}
