import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Reader } from '../../../ledger/engine.ts';
import { type KnownResourceTypes, knownResourceTypes } from '../../../queries/known-resource-types.ts';
import type { Services } from '../../services.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { addressed } from './address.ts';

/** What clients may send for a resource; every version is answered in one shape. */
const API_VERSIONS = ['2021-04-01'];

/** Which namespaces and resource types there are; clients look up the api-version of a type here before they send it. */
export function providerRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  const resourceTypes = knownResourceTypes();

  instance.get('/:scope/providers', (request) =>
    ledger.read(async (reader) => {
      const at = await prefix(reader, request);
      const known = await resourceTypes(reader);
      return { value: [...known.values()].map((provider) => presentProvider(at, provider)) };
    }),
  );

  instance.get('/:scope/providers/:namespace', provider);
  // all are registered already
  instance.post('/:scope/providers/:namespace/register', provider);

  function provider(request: FastifyRequest) {
    return ledger.read(async (reader) => {
      const at = await prefix(reader, request);
      const { namespace } = request.params as { readonly namespace: string };
      const found = (await resourceTypes(reader)).get(namespace.toLowerCase());
      if (found !== undefined) return presentProvider(at, found);
      const message = `The resource namespace '${namespace.slice(0, 100)}' is invalid.`;
      throw new ArmError(404, 'InvalidResourceNamespace', message);
    });
  }

  /** Of the subscription, which the caller must see; nothing for the organisation as a whole. */
  async function prefix(reader: Reader, request: FastifyRequest): Promise<string> {
    return scopeOf(request) === '/' ? '' : (await addressed(reader, request, clock())).found.path;
  }
}

type Provider = KnownResourceTypes extends ReadonlyMap<string, infer Value> ? Value : never;

function presentProvider(at: string, { namespace, types }: Provider) {
  return {
    id: `${at}/providers/${namespace}`,
    namespace,
    registrationState: 'Registered',
    registrationPolicy: 'RegistrationFree',
    resourceTypes: types.map((resourceType) => ({ resourceType, locations: [], apiVersions: API_VERSIONS })),
  };
}
