import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessControl } from '../../../commands/access-control.ts';
import { knownCaller } from '../../../commands/authorise.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { knownOperations } from '../../../queries/known-operations.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { ArmError } from '../arm-error.ts';
import { presentPage, refuseToken, skipText } from '../paging.ts';
import { queryParameter } from '../query-parameters.ts';
import { presentOwnOperation, presentProviderOperations } from './present.ts';

const OWN = 'microsoft.authorization';
/** A namespace may have hundreds of operations. */
const NAMESPACES_A_PAGE = 50;
const TYPES = 'resourceTypes';

/** What this server asks for itself, whether a built-in role names it in full or not. */
const ownOperations = Object.values(accessControl)
  .flatMap((rule) => (typeof rule === 'string' ? [] : [rule.resource]))
  .filter((name) => name.toLowerCase().startsWith(`${OWN}/`));

/** The operations that roles can name, as far as this server knows them; the same for everybody who is known (contracts/arm §12). */
export function providerOperationRoutes(instance: FastifyInstance, { ledger }: Services): void {
  const path = '/:scope/providerOperations';
  const known = knownOperations(ownOperations);
  const all = (request: FastifyRequest) =>
    ledger.read(async (reader) => {
      await knownCaller(reader, callerOf(request));
      return known(reader);
    });

  instance.get(path, async (request) => {
    const isExpanded = isExpandedBy(request);
    const after = skipText(request);
    const sorted = [...(await all(request))].sort(([a], [b]) => (a < b ? -1 : 1));
    if (after !== null && !sorted.some(([key]) => key === after)) refuseToken();
    const rest = sorted.filter(([key]) => after === null || key > after);
    const page = rest.slice(0, NAMESPACES_A_PAGE);
    const next = rest.length > page.length ? (page.at(-1)?.[0] ?? null) : null;
    return presentPage(
      request,
      page.map(([, namespace]) => presentProviderOperations(namespace, isExpanded)),
      next,
    );
  });

  instance.get<{ Params: { namespace: string } }>(`${path}/:namespace`, async (request) => {
    const { namespace } = request.params;
    const found = (await all(request)).get(namespace.toLowerCase());
    if (found !== undefined) return presentProviderOperations(found, isExpandedBy(request));
    throw new ArmError(404, 'ProviderNotFound', `Provider '${namespace.slice(0, 100)}' not found.`);
  });

  instance.get('/:scope/operations', async (request) => {
    const own = (await all(request)).get(OWN);
    if (own === undefined) return { value: [] };
    const types = [...own.types.values()];
    return {
      value: types.flatMap(({ type, operations }) =>
        operations.map((operation) => presentOwnOperation(own.namespace, type, operation)),
      ),
    };
  });

  // what came before roles; there are none here
  instance.get('/:scope/classicAdministrators', async (request) => {
    await ledger.read((reader) => knownCaller(reader, callerOf(request)));
    return { value: [] };
  });
}

/** Clients send `resourceTypes`, which is also what is meant where nothing is. */
function isExpandedBy(request: FastifyRequest): boolean {
  const expand = queryParameter(request, '$expand') ?? TYPES;
  if (expand === '') return false;
  if (expand.toLowerCase() === TYPES.toLowerCase()) return true;
  return refuse(invalidField('$expand', expand, `\`${TYPES}\``));
}
