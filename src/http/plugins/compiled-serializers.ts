import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';

const compile = SerializerSelector()({}, {});

type Serialize = (data: unknown) => string;

const compiled = new Map<string, Serialize>();

/**
 * Writes answers by their schemas, as Fastify does by itself; each schema is compiled once for the process, since most
 * routes share theirs, such as that of a problem, and when it is first answered by: a start has several hundred.
 */
export const compiledSerializers: FastifySerializerCompiler<unknown> = (definition) => {
  let serialize: Serialize | null = null;
  return (data) => {
    serialize ??= compiledFor(definition);
    return serialize(data);
  };
};

function compiledFor(definition: Parameters<typeof compiledSerializers>[0]): Serialize {
  const key = JSON.stringify(definition.schema);
  const known = compiled.get(key) ?? (compile(definition as never) as Serialize);
  compiled.set(key, known);
  return known;
}
