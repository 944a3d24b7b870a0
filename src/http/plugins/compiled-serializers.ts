import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';

const compile = SerializerSelector()({}, {});

type Serialize = (data: unknown) => string;

const compiled = new Map<string, Serialize>();

/**
 * Writes answers by their schemas, as Fastify does by itself; each schema is compiled once for the process, since most
 * routes share theirs, such as that of a problem.
 */
export const compiledSerializers: FastifySerializerCompiler<unknown> = (definition) => {
  const key = JSON.stringify(definition.schema);
  const known = compiled.get(key) ?? (compile(definition as never) as Serialize);
  compiled.set(key, known);
  return known;
};
