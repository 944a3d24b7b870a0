import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { clientModels } from './client-models.ts';
import { closedSchema, type Json } from './closed-schema.ts';

/** The folders of the published specification that this surface is held to. */
const folders = ['stable/2020-10-01', 'stable/2022-04-01', 'preview/2021-01-01-preview', 'preview/2024-09-01-preview'];
const root = new URL('../../../../shared/contracts/arm/openapi/', import.meta.url);
const PROVIDER = '/providers/microsoft.authorization/';

type Check = (body: unknown) => readonly string[];

interface Operation {
  readonly version: string;
  readonly method: string;
  /** What follows the provider, as a pattern. */
  readonly pattern: RegExp;
  readonly answers: ReadonlyMap<string, Check>;
}

const documents = new Map<string, Json>();
for (const folder of folders) {
  for (const file of readdirSync(new URL(`${folder}/`, root))) {
    documents.set(`${folder}/${file}`, JSON.parse(readFileSync(new URL(`${folder}/${file}`, root), 'utf8')));
  }
}

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);

/** Every operation of the specification, compiled once for the process. */
const operations: readonly Operation[] = [
  ...[...documents].flatMap(([file, document]) => operationsOf(file, document)),
  ...clientModels.map(({ rest, schema }) => ({
    version: '2022-04-01',
    method: 'GET',
    pattern: patternOf(`/{scope}${PROVIDER}${rest}`),
    answers: new Map([['200', compiled(schema)]]),
  })),
];

function operationsOf(file: string, document: Json): readonly Operation[] {
  const paths = (document['paths'] ?? {}) as Record<string, Record<string, Json>>;
  // an address that is a whole id is one of the others
  const named = Object.entries(paths).filter(([path]) => path.toLowerCase().includes(PROVIDER));
  return named.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const responses = Object.entries(operation['responses'] as Record<string, Json>);
      // errors have one shape for all operations
      const answers = responses.filter(([status]) => status !== 'default');
      return {
        version: file.split('/')[1] ?? '',
        method: method.toUpperCase(),
        pattern: patternOf(path),
        answers: new Map(answers.map(([status, { schema }]) => [status, checkOf(file, schema as Json | undefined)])),
      };
    }),
  );
}

function patternOf(path: string): RegExp {
  const rest = path.slice(path.toLowerCase().lastIndexOf(PROVIDER) + PROVIDER.length);
  return new RegExp(`^${rest.replace(/\{[^}]+\}/g, '[^/]+')}$`, 'i');
}

function checkOf(file: string, schema: Json | undefined): Check {
  if (schema === undefined) return (body) => (body === null ? [] : ['a body where the specification has none']);
  return compiled(closedSchema(schema, resolverOf(file), (base) => derivedOf(file, base)));
}

function compiled(schema: Json): Check {
  const validate = ajv.compile(schema);
  return (body) =>
    validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function resolverOf(file: string) {
  return (ref: string): Json => {
    const [other = '', pointer = ''] = ref.split('#/definitions/');
    const folder = file.slice(0, file.lastIndexOf('/'));
    const places = [other === '' ? file : `${folder}/${other.replace('./', '')}`, `${folder}/common-types.json`];
    for (const place of places) {
      const found = (documents.get(place)?.['definitions'] as Record<string, Json> | undefined)?.[pointer];
      if (found !== undefined) return found;
    }
    throw new Error(`${file} refers to ${ref}, which is not there`);
  };
}

/** The definitions that build on the one with a discriminator; their name is the discriminator's value. */
function derivedOf(file: string, base: Json): ReadonlyMap<string, Json> {
  const common = documents.get(`${file.slice(0, file.lastIndexOf('/'))}/common-types.json`);
  const definitions = Object.entries((common?.['definitions'] ?? {}) as Record<string, Json>);
  const baseName = definitions.find(([, definition]) => definition === base)?.[0];
  const found = definitions.filter(([, definition]) =>
    ((definition['allOf'] ?? []) as readonly { readonly $ref: string }[]).some(({ $ref }) =>
      $ref.endsWith(`/${baseName}`),
    ),
  );
  if (found.length === 0) throw new Error(`nothing builds on ${baseName}`);
  return new Map(found);
}

/** The error body, which is the same for all operations. */
const anError = compiled({
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: { code: { type: 'string', minLength: 1 }, message: { type: 'string', minLength: 1 } },
      required: ['code', 'message'],
      additionalProperties: false,
    },
  },
  required: ['error'],
  additionalProperties: false,
});

/**
 * What is wrong with an answer by the published specification, in words; empty where nothing is. Refuses to judge an
 * operation that the specification does not have.
 */
export function specificationProblems(method: string, path: string, status: number, body: unknown): readonly string[] {
  const [address = ''] = path.split('?');
  const clean = address
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\/steps(?=\/|$)/, '/stages');
  const rest = clean.slice(clean.toLowerCase().lastIndexOf(PROVIDER) + PROVIDER.length);
  const version = /[?&]api-version=([^&]*)/i.exec(path)?.[1];
  const candidates = operations.filter((each) => each.method === method && each.pattern.test(rest));
  const operation = candidates.find((each) => each.version === version) ?? candidates[0];
  if (operation === undefined) return status < 400 ? [`the specification has no ${method} ${rest}`] : anError(body);
  const check = operation.answers.get(String(status));
  if (check !== undefined) return check(body);
  return status < 400 ? [`the specification has no answer ${status} for ${method} ${rest}`] : anError(body);
}
