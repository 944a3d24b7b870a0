import type { GroupChanges, MemberChange, ProvisionedGroup } from '../../../commands/provision-group.ts';
import type { ScimFilter } from '../filter/scim-filter.ts';
import { externalIdOf, membersOf, optionalText } from '../members.ts';
import { type PatchOperation, parsePatch } from '../patch/parse-patch.ts';
import { ScimError } from '../scim-error.ts';

const MOST_MEMBERS = 10_000;

type Change = Omit<GroupChanges, 'members'> & { readonly members?: MemberChange };

/** A group as a whole, from POST or PUT. */
export function parseGroup(body: unknown): ProvisionedGroup {
  const members = membersOf(body, 'the body');
  return {
    displayName: displayNameOf(members.get('displayname')),
    externalId: externalIdOf(members.get('externalid')),
    memberIds: memberIdsOf(members.get('members') ?? []),
  };
}

/** The same for PUT: what the directory calls it stays where it is left out. */
export function parseReplacedGroup(body: unknown): GroupChanges {
  const { displayName, externalId, memberIds } = parseGroup(body);
  const isNamed = membersOf(body, 'the body').has('externalid');
  return { displayName, ...(isNamed ? { externalId } : {}), members: [{ op: 'replace', memberIds }] };
}

export function parseGroupPatch(body: unknown): GroupChanges {
  const changes = parsePatch(body).map(changeBy);
  const members = changes.flatMap((change) => change.members ?? []);
  if (members.reduce((sum, { memberIds }) => sum + memberIds.length, 0) > MOST_MEMBERS) tooMany();
  return { ...Object.assign({}, ...changes), members };
}

function changeBy({ op, path, filter, value }: PatchOperation): Change {
  const isRemoved = op === 'remove' || value === null;
  switch (path) {
    case 'displayname':
      return { displayName: displayNameOf(isRemoved ? undefined : value) };
    case 'externalid':
      return { externalId: isRemoved ? null : externalIdOf(value) };
    case 'members':
      return { members: memberChange(op, filter, value) };
    default:
      return {};
  }
}

function memberChange(op: PatchOperation['op'], filter: ScimFilter | null, value: unknown): MemberChange {
  if (filter !== null) {
    if (op !== 'remove') throw new ScimError('invalidPath', 'members are added and replaced without a filter');
    return { op, memberIds: idsIn(filter) };
  }
  // without a value all of them, as RFC 7644 §3.5.2.2 has it; Entra names them in the value
  if (op === 'remove' && (value === undefined || value === null)) return { op: 'replace', memberIds: [] };
  return { op, memberIds: memberIdsOf(value) };
}

/** The ids of `value eq "…"`, several with `or`. */
function idsIn(filter: ScimFilter): readonly string[] {
  if (filter.op === 'or') return filter.parts.flatMap(idsIn);
  if (filter.op === 'eq' && filter.path === 'value' && typeof filter.value === 'string') return [filter.value];
  throw new ScimError('invalidFilter', 'members are named by `value eq "id"`');
}

function memberIdsOf(value: unknown): readonly string[] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (listed.length > MOST_MEMBERS) tooMany();
  return listed.map((each) => {
    const id =
      typeof each === 'string' ? each : optionalText(membersOf(each, 'a member').get('value'), 'members.value');
    if (id === null || id === '') throw new ScimError('invalidValue', 'a member needs a `value`: its id');
    return id;
  });
}

function displayNameOf(value: unknown): string {
  const text = optionalText(value, 'displayName');
  if (text === null || text.trim() === '')
    throw new ScimError('invalidValue', '`displayName` must be given and not blank');
  return text;
}

function tooMany(): never {
  throw new ScimError('tooMany', `more than ${MOST_MEMBERS} members at once; send them in several requests`);
}
