import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callingSource, type Provisioner } from '../../commands/provisioner.ts';
import { refuse } from '../../domain/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type ProvisionedEntry, provisionedEntries } from '../../queries/provisioned-entries.ts';
import type { Services } from '../services.ts';
import { SCIM_JSON } from './errors.ts';
import { entryFilter, type FilterAttributes } from './filter/entry-filter.ts';
import { parseFilter } from './filter/parse-filter.ts';
import { etagOf } from './present-resource.ts';
import { ScimError } from './scim-error.ts';
import { baseOf, ifVersionOf, isKnown, partOf, provisionerOf, queryOf } from './scim-request.ts';
import { parseSelection, type Selection, select, wants } from './selection.ts';

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** What a change is about. */
export interface Target {
  readonly id: string;
  readonly ifVersion: number | null;
}

/** A kind of resource: how it is written, and what each method does to it. */
export interface ResourceType {
  readonly path: '/Users' | '/Groups';
  readonly kind: 'user' | 'group';
  readonly attributes: FilterAttributes;
  readonly present: (entry: ProvisionedEntry, base: string) => Readonly<Record<string, unknown>>;
  readonly create: (ledger: Ledger, by: Provisioner, id: string, body: unknown) => Promise<void>;
  readonly replace: (ledger: Ledger, by: Provisioner, target: Target, body: unknown) => Promise<void>;
  readonly patch: (ledger: Ledger, by: Provisioner, target: Target, body: unknown) => Promise<void>;
  readonly remove: (ledger: Ledger, by: Provisioner, target: Target) => Promise<void>;
}

/** The methods of RFC 7644 §3 on one kind of resource. */
export function resourceRoutes(instance: FastifyInstance, { ledger, newId }: Services, type: ResourceType): void {
  const { path, kind, attributes, present } = type;
  const hidden = { schema: { hide: true } };
  const targetOf = (request: FastifyRequest): Target => ({ id: idOf(request), ifVersion: ifVersionOf(request) });

  async function found(request: FastifyRequest, id: string, selection: Selection): Promise<ProvisionedEntry> {
    const { entries } = await ledger.read(async (reader) => {
      const source = await callingSource(reader, provisionerOf(request));
      const filter = { by: 'field', field: 'id', op: 'eq', value: id } as const;
      const withMembers = wants(selection, 'members');
      return provisionedEntries(reader, source, { kind, filter, withMembers, offset: 0, limit: 1 });
    });
    const [entry] = entries;
    if (entry !== undefined) return entry;
    return refuse({
      code: kind === 'user' ? 'personNotFound' : 'groupNotFound',
      message: `there is no resource \`${id.slice(0, 100)}\``,
    });
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, id: string, status = 200) {
    const selection = parseSelection(queryOf(request));
    const entry = await found(request, id, selection);
    const base = baseOf(request);
    reply.header('etag', etagOf(entry)).type(SCIM_JSON);
    if (status === 200 && request.method === 'GET' && isKnown(request, entry.version)) return reply.code(304).send();
    if (status === 201) reply.header('location', `${base}${path}/${id}`);
    return reply.code(status).send(select(present(entry, base), selection));
  }

  instance.get(path, hidden, async (request, reply) => {
    const query = queryOf(request);
    const { startIndex, count } = partOf(query);
    const selection = parseSelection(query);
    const filter = filterOf(query['filter'], attributes);
    const withMembers = wants(selection, 'members');
    const part = { kind, filter, withMembers, offset: startIndex - 1, limit: count };
    const { total, entries } = await ledger.read(async (reader) =>
      provisionedEntries(reader, await callingSource(reader, provisionerOf(request)), part),
    );
    return reply.type(SCIM_JSON).send({
      schemas: [LIST_SCHEMA],
      totalResults: total,
      startIndex,
      itemsPerPage: entries.length,
      Resources: entries.map((entry) => select(present(entry, baseOf(request)), selection)),
    });
  });

  instance.post(path, hidden, async (request, reply) => {
    parseSelection(queryOf(request));
    const id = newId();
    await type.create(ledger, provisionerOf(request), id, request.body);
    return answer(request, reply, id, 201);
  });

  instance.get(`${path}/:id`, hidden, (request, reply) => answer(request, reply, idOf(request)));

  for (const [method, change] of [
    ['PUT', type.replace],
    ['PATCH', type.patch],
  ] as const) {
    instance.route({
      method,
      url: `${path}/:id`,
      ...hidden,
      async handler(request, reply) {
        parseSelection(queryOf(request));
        await change(ledger, provisionerOf(request), targetOf(request), request.body);
        return answer(request, reply, idOf(request));
      },
    });
  }

  instance.delete(`${path}/:id`, hidden, async (request, reply) => {
    await type.remove(ledger, provisionerOf(request), targetOf(request));
    return reply.code(204).send();
  });
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id;
}

function filterOf(given: unknown, attributes: FilterAttributes) {
  if (given === undefined || given === '') return null;
  if (typeof given !== 'string') throw new ScimError('invalidFilter', '`filter` must be given once');
  return entryFilter(parseFilter(given), attributes);
}
