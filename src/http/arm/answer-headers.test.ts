import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CORRELATION = 'd0000000-0000-4000-8000-00000000000d';
const PROVIDER = 'providers/Microsoft.Authorization';
const path = `${demoScopes.production}/${PROVIDER}/roleAssignmentSchedules?api-version=2020-10-01`;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function headersFor(headers: Readonly<Record<string, string>>, at = path, method = 'GET', body?: unknown) {
  const sent = { authorization: 'Bearer test:grace', 'content-type': 'application/json', ...headers };
  const answer = await fetch(server.url + at, { method, headers: sent, body: JSON.stringify(body) ?? null });
  await answer.arrayBuffer();
  return answer.headers;
}

describe('the correlation id', () => {
  it('is the one that the caller sent, and the request id is new each time', async () => {
    const first = await headersFor({ 'x-ms-correlation-request-id': CORRELATION });
    const second = await headersFor({ 'x-ms-correlation-request-id': CORRELATION });
    expect(first.get('x-ms-correlation-request-id')).toBe(CORRELATION);
    expect(second.get('x-ms-correlation-request-id')).toBe(CORRELATION);
    expect(first.get('x-ms-request-id')).toMatch(GUID);
    expect(second.get('x-ms-request-id')).not.toBe(first.get('x-ms-request-id'));
  });

  it.each(['', 'mine', `${CORRELATION} `.repeat(3), "<script>alert('x')</script>"])('is new for %j', async (sent) => {
    const id = (await headersFor({ 'x-ms-correlation-request-id': sent })).get('x-ms-correlation-request-id');
    expect(id).toMatch(GUID);
    expect(id).not.toBe(CORRELATION);
  });

  it('is on errors too', async () => {
    for (const at of [`${demoScopes.production}/${PROVIDER}/nothing`, path.replace('2020', '1999')]) {
      const headers = await headersFor({ 'x-ms-correlation-request-id': CORRELATION }, at);
      expect(headers.get('x-ms-correlation-request-id')).toBe(CORRELATION);
    }
  });

  it('is in the ledger, beside that of the request that an entry belongs to', async () => {
    const { ledger } = server.demo;
    const id = 'f0000000-0000-4000-8000-00000000000f';
    const at = `${demoScopes.web}/${PROVIDER}/roleEligibilityScheduleRequests/${id}?api-version=2020-10-01`;
    const properties = {
      requestType: 'AdminAssign',
      principalId: demoIds.mallory,
      roleDefinitionId: `/${PROVIDER}/roleDefinitions/${demoRoles.reader}`,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P1D' } },
    };
    const before = ledger.lastSequence();
    const headers = { 'x-ms-correlation-request-id': CORRELATION };
    await headersFor(headers, at, 'PUT', { properties });
    await headersFor(headers, at, 'PUT', { properties: { ...properties, principalId: demoIds.platformEngineers } });
    const [submitted, ...others] = await ledger.entriesAfter(before, 100);
    expect(submitted).toMatchObject({ correlationId: id, origin: `arm 127.0.0.1 ${CORRELATION}` });
    expect(others.at(-1)).toMatchObject({ event: { type: 'command.refused' }, correlationId: CORRELATION });
  });
});

describe("the client's own id", () => {
  const mine = 'c0ffee00-0000-4000-8000-000000000001';

  it('is repeated where that is asked for', async () => {
    const asked = { 'x-ms-client-request-id': mine, 'x-ms-return-client-request-id': 'True' };
    expect((await headersFor(asked)).get('x-ms-client-request-id')).toBe(mine);
  });

  it('is left out where it is not, and where it is not plain', async () => {
    const silent = { 'x-ms-client-request-id': mine };
    const refused = { 'x-ms-client-request-id': mine, 'x-ms-return-client-request-id': 'false' };
    const long = { 'x-ms-client-request-id': 'x'.repeat(129), 'x-ms-return-client-request-id': 'true' };
    for (const headers of [silent, refused, long]) {
      expect((await headersFor(headers)).get('x-ms-client-request-id')).toBeNull();
    }
  });
});
