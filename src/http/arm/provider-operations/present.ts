import type { KnownNamespace, KnownOperation } from '../../../queries/known-operations.ts';
import { resourceId } from '../resource-ids.ts';

/** Where nobody wrote a name for people, the operation's own name stands. */
function presentOperation({ name, isDataAction }: KnownOperation) {
  return { name, displayName: name, description: '', origin: 'user', properties: null, isDataAction };
}

/** A namespace with its operations (contracts/arm §12); its types where they are expanded. */
export function presentProviderOperations({ namespace, types }: KnownNamespace, isExpanded: boolean) {
  const ofTypes = [...types.values()].filter(({ type }) => type !== '');
  return {
    id: resourceId('/', 'providerOperations', namespace),
    name: namespace,
    type: 'Microsoft.Authorization/providerOperations',
    displayName: namespace,
    ...(isExpanded
      ? {
          resourceTypes: ofTypes.map(({ type, operations }) => ({
            name: type,
            displayName: type,
            operations: operations.map(presentOperation),
          })),
        }
      : {}),
    operations: (types.get('')?.operations ?? []).map(presentOperation),
  };
}

/** An operation of this provider in the shape that every provider lists its own in. */
export function presentOwnOperation(namespace: string, type: string, { name, isDataAction }: KnownOperation) {
  const operation = name.slice(`${namespace}/${type}/`.length);
  return {
    name,
    isDataAction,
    display: { provider: namespace, resource: type, operation, description: name },
    origin: 'user',
  };
}
