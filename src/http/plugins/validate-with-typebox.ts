import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { invalidField, Refusal, type Violation } from '../../domain/errors.ts';

interface ObjectSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly items?: ObjectSchema;
}

const partNames: Readonly<Record<string, string>> = {
  body: 'body member',
  querystring: 'query parameter',
  params: 'path segment',
};

/** Compiled once for the process, and when the first call comes: a start has several hundred. */
const compiled = new WeakMap<TSchema, Validator>();

function compiledFrom(schema: TSchema): Validator {
  const validator = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, validator);
  return validator;
}

/**
 * Checks a part of a request against its schema, and refuses with the field's name, what was given, and the field's
 * description as what is allowed. Text from the query becomes a whole number only where it is written as one.
 */
export const validateWithTypebox: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const { properties = {} } = schema as ObjectSchema;
  const integers = Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
  const read = httpPart === 'body' || integers.length === 0 ? same : (given: unknown) => withIntegers(given, integers);
  let validator: Validator | null = null;
  return (given: unknown) => {
    const value = read(given);
    validator ??= compiledFrom(schema);
    if (validator.Check(value)) return { value };
    return { error: new Refusal(violationOf(validator, value, properties, httpPart)) };
  };
};

function same(given: unknown): unknown {
  return given;
}

function withIntegers(given: unknown, names: readonly string[]): unknown {
  const value = { ...(given as Record<string, unknown>) };
  for (const name of names) {
    const text = value[name];
    if (typeof text === 'string' && /^\d{1,9}$/.test(text)) value[name] = Number(text);
  }
  return value;
}

function violationOf(
  validator: Validator,
  value: unknown,
  properties: NonNullable<ObjectSchema['properties']>,
  httpPart: string,
): Violation {
  const part = partNames[httpPart] ?? httpPart;
  const known = Object.keys(properties);
  const allowedNames = known.length === 0 ? 'none' : known.map((name) => `\`${name}\``).join(', ');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const allowed = `a JSON object with ${allowedNames}`;
    return {
      code: 'valueInvalid',
      field: httpPart,
      allowed,
      message: `the ${httpPart} is not an object; ${allowed} is`,
    };
  }
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  if (unknown.length > 0 && (validator.Type() as { additionalProperties?: unknown }).additionalProperties === false) {
    const named = unknown.map((name) => `\`${name.slice(0, 100)}\``).join(', ');
    return {
      code: 'valueInvalid',
      field: unknown.map((name) => name.slice(0, 100)).join(', '),
      allowed: known.join(', '),
      message: `unknown ${part} ${named}; allowed: ${allowedNames}`,
    };
  }
  const [error] = validator.Errors(value);
  const path = (error?.instancePath ?? '').split('/').slice(1);
  if (error?.keyword === 'required') {
    const field = [...path, error.params.requiredProperties[0] ?? ''];
    const allowed = descriptionAt(validator.Type(), field) ?? 'given';
    const name = field.join('.');
    return { code: 'valueInvalid', field: name, allowed, message: `\`${name}\` is missing; it must be ${allowed}` };
  }
  // a schema that is `false` is how the validator says that a member is not known
  if (error?.keyword === 'boolean') {
    // it is named and not repeated: it may be a secret that does not belong here, such as the private part of a key
    const name = path.map((each) => each.slice(0, 100)).join('.');
    const allowed = descriptionAt(validator.Type(), path) ?? 'none';
    return { code: 'valueInvalid', field: name, allowed, message: `unknown ${part} \`${name}\`; allowed: ${allowed}` };
  }
  const given = path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value);
  const allowed = descriptionAt(validator.Type(), path) ?? error?.message ?? 'another value';
  return invalidField(path.join('.'), given, allowed);
}

/** The description of what the path leads to, or of the nearest thing above it that has one. */
function descriptionAt(schema: ObjectSchema, path: readonly string[]): string | undefined {
  let at: ObjectSchema | undefined = schema;
  let found: string | undefined;
  for (const name of path) {
    at = at?.properties?.[name] ?? at?.items;
    found = at?.description ?? found;
  }
  return found;
}
