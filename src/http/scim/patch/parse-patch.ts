import { parseFilter } from '../filter/parse-filter.ts';
import type { ScimFilter } from '../filter/scim-filter.ts';
import { bareName, isObject, membersOf } from '../members.ts';
import { ScimError } from '../scim-error.ts';

const MOST_OPERATIONS = 1000;
const LONGEST_PATH = 1000;
const PATH = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/is;

/** One operation on one attribute (RFC 7644 §3.5.2). */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  /** In lower case, without its schema; with what follows a dot. */
  readonly path: string;
  /** What stood in `[]`. */
  readonly filter: ScimFilter | null;
  /** undefined: none was given. */
  readonly value: unknown;
}

/** The operations of a body; one without a path becomes one for each attribute of its value. */
export function parsePatch(body: unknown): readonly PatchOperation[] {
  const operations = membersOf(body, 'the body').get('operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new ScimError('invalidSyntax', '`Operations` must be a list of at least one operation');
  }
  if (operations.length > MOST_OPERATIONS) {
    throw new ScimError('tooMany', `there are more than ${MOST_OPERATIONS} operations; send them in several requests`);
  }
  return operations.flatMap(parseOperation);
}

function parseOperation(given: unknown): readonly PatchOperation[] {
  const members = membersOf(given, 'an operation');
  const op = opOf(members.get('op'));
  const path = members.get('path');
  const value = members.get('value');
  if (path !== undefined && path !== null) return [{ op, ...parsePath(path), value }];
  if (op === 'remove') throw new ScimError('noTarget', '`remove` needs a path');
  if (!isObject(value))
    throw new ScimError('invalidSyntax', 'an operation without a path needs an object as its value');
  return Object.entries(value).map(([name, each]) => ({ op, ...parsePath(name), value: each }));
}

/** Entra writes `Add`. */
function opOf(given: unknown): PatchOperation['op'] {
  const op = typeof given === 'string' ? given.toLowerCase() : '';
  if (op === 'add' || op === 'replace' || op === 'remove') return op;
  throw new ScimError('invalidSyntax', '`op` must be `add`, `replace` or `remove`');
}

function parsePath(given: unknown): Pick<PatchOperation, 'path' | 'filter'> {
  if (typeof given !== 'string' || given.length > LONGEST_PATH) {
    throw new ScimError('invalidPath', `a path must be a string of at most ${LONGEST_PATH} characters`);
  }
  // of another schema: nothing of it is kept, so it is never looked into
  if (/^urn:/i.test(bareName(given.trim()))) return { path: given.trim().toLowerCase(), filter: null };
  const [, name, filter, sub] = PATH.exec(bareName(given.trim())) ?? [];
  if (name === undefined) throw new ScimError('invalidPath', `\`${given.slice(0, 100)}\` is no path`);
  return {
    path: [name, ...(sub === undefined ? [] : [sub])].join('.').toLowerCase(),
    filter: filter === undefined ? null : parseFilter(filter),
  };
}
