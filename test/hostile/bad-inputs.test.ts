import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoScopes } from '../../src/demo/demo-organisation.ts';
import { type ProjectedTable, projectedTables } from '../../src/ledger/schema.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { badApiInputs, PENDING_ID } from './bad-api-inputs.ts';
import { badArmInputs } from './bad-arm-inputs.ts';
import { armBody, type BadInput, requestPath } from './bad-input.ts';

let server: TestServer;
let before: string;

beforeAll(async () => {
  server = await testServer();
  const pending = await server.call('alice', 'PUT', requestPath(demoScopes.web, PENDING_ID), armBody());
  expect(pending.body.properties.status).toBe('PendingApproval');
  before = await stateHash();
});
afterAll(() => server.close());

/** One hash over every row of every table that the ledger makes. */
async function stateHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const table of Object.keys(projectedTables) as ProjectedTable[]) {
    const rows = await server.demo.ledger.read((reader) => reader.query((db) => db.selectFrom(table).selectAll()));
    hash.update(
      rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    );
  }
  return hash.digest('hex');
}

async function send({ by, method, path, headers, body }: BadInput) {
  const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(by === null ? {} : { authorization: `Bearer test:${by}` }),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type') ?? '', text };
}

/** Every surface has its own shape; the code is in one of three places. */
function codeOf(text: string): string {
  const parsed = JSON.parse(text);
  return String(parsed.error?.code ?? parsed.code ?? parsed.error?.status);
}

const internals =
  /\n\s+at |\.[cm]?[jt]s:\d+|SQLITE|sqlite|node_modules|insert into|select .+ from|TypeError|\bundefined\b/;

it('holds at least 80 cases', () => {
  expect(badArmInputs.length + badApiInputs.length).toBeGreaterThanOrEqual(80);
});

it.each([...badArmInputs, ...badApiInputs])('refuses $title with $status $code', async (input) => {
  const { status, type, text } = await send(input);
  expect({ status, code: codeOf(text) }, text).toEqual({ status: input.status, code: input.code });
  expect(type).toMatch(/json/);
  if (input.names !== undefined) expect(text.replaceAll('\\"', '"')).toContain(input.names);
  expect(text).not.toMatch(internals);
  expect(text.length).toBeLessThan(4000);
  expect(await stateHash()).toBe(before);
});
