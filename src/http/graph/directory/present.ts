import type { PrincipalKind } from '../../../domain/principal.ts';
import type { DirectoryObject } from '../../../queries/directory-objects.ts';

const typeNames: Readonly<Record<PrincipalKind, string>> = {
  user: '#microsoft.graph.user',
  group: '#microsoft.graph.group',
  servicePrincipal: '#microsoft.graph.servicePrincipal',
};

/** A principal as this wire shows it; clients tell what it is by `@odata.type`. */
export function presentDirectoryObject(found: DirectoryObject) {
  const { id, kind, displayName } = found;
  return { '@odata.type': typeNames[kind], id, displayName, ...membersOf(found) };
}

function membersOf({ kind, userName, email, subject }: DirectoryObject) {
  if (kind === 'user') return { userPrincipalName: userName, mail: email };
  if (kind === 'group') return { mail: email };
  return { appId: subject, servicePrincipalNames: [subject] };
}
