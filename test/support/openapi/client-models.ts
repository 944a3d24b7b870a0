import * as mappers from '@azure/arm-authorization/dist-esm/src/models/mappers.js';
import type { Json } from './closed-schema.ts';

/**
 * What the official client can read, for the resource types whose specification is not at hand: the members of its
 * models, as closed JSON schemas. Every member may be absent, and null where nothing is set.
 */
export interface ClientModel {
  /** What follows the provider in the address. */
  readonly rest: string;
  readonly schema: Json;
}

interface Mapper {
  readonly serializedName?: string;
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly modelProperties?: Readonly<Record<string, Mapper>>;
    readonly element?: Mapper;
  };
}

const simple: Readonly<Record<string, Json>> = {
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  Dictionary: { type: 'object' },
};

function schemaOf({ type }: Mapper): Json {
  if (type.name === 'Sequence') return { type: 'array', items: schemaOf(type.element as Mapper) };
  if (type.name !== 'Composite') return simple[type.name] ?? {};
  if (type.modelProperties !== undefined) return closedObject(Object.values(type.modelProperties));
  const named = Object.values(mappers as unknown as Record<string, Mapper>).find(
    (mapper) => mapper.type.className === type.className,
  );
  if (named === undefined) throw new Error(`the client has no model ${type.className}`);
  return schemaOf(named);
}

/** A serialised name such as `properties.scope` stands for a member of the object `properties`. */
function closedObject(members: readonly Mapper[]): Json {
  const properties: Record<string, Json> = {};
  const below = new Map<string, Mapper[]>();
  for (const member of members) {
    const [first = '', ...rest] = (member.serializedName ?? '').split('.');
    const inner = { ...member, serializedName: rest.join('.') };
    if (rest.length > 0) below.set(first, [...(below.get(first) ?? []), inner]);
    else properties[first] = orNull(schemaOf(member));
  }
  for (const [name, inner] of below) properties[name] = closedObject(inner);
  return { type: 'object', properties, additionalProperties: false };
}

function orNull(schema: Json): Json {
  return { anyOf: [{ type: 'null' }, schema] };
}

const model = (rest: string, mapper: unknown): ClientModel => ({ rest, schema: schemaOf(mapper as Mapper) });

export const clientModels: readonly ClientModel[] = [
  model('denyAssignments', mappers.DenyAssignmentListResult),
  model('denyAssignments/{id}', mappers.DenyAssignment),
  model('providerOperations', mappers.ProviderOperationsMetadataListResult),
  model('providerOperations/{namespace}', mappers.ProviderOperationsMetadata),
  model('classicAdministrators', mappers.ClassicAdministratorListResult),
];
