import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('tells clients where to sign in and whom to ask, before anybody is signed in', async () => {
  const { status, body } = await server.call(null, 'GET', '/metadata/endpoints?api-version=2019-05-01');
  expect(status).toBe(200);
  expect(body).toHaveLength(1);
  expect(body[0]).toMatchObject({
    name: 'Brevet',
    authentication: { loginEndpoint: `${server.url}/adfs`, audiences: ['https://brevet.example.org'] },
    resourceManager: server.url,
    microsoftGraphResourceId: server.url,
  });
  expect(JSON.stringify(body)).not.toContain('Nordwind');
});
