import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { expect, it } from 'vitest';
import { demoLedger } from '../../../test/support/demo-ledger.ts';
import { testAuthenticator } from '../../../test/support/test-server.ts';
import { tinyPortal } from '../../../test/support/tiny-portal.ts';
import { buildApp } from '../app.ts';

const ARM_LIST = 'GET /providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01';

function call(address: string): string {
  return `${address} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer test:alice\r\ncontent-length: 0\r\n\r\n`;
}

it.each([
  [
    'ARM',
    ARM_LIST,
    '{"error":{"code":"ServiceUnavailable","message":"the server is closing; try again in 5 seconds"}}',
  ],
  ['the JSON API', 'GET /api/security/pim/my-requests', '"code":"closing"'],
  ['the look-ups of Graph', 'GET /v1.0/groups', '"code":"ServiceUnavailable"'],
  ['access questions', 'POST /access/v1/evaluation', '"message":"the server is closing; try again in 5 seconds"'],
  ['the pages', 'GET /', '"code":"closing"'],
])('finishes what was begun, and says on %s that it begins nothing more', async (_surface, address, expected) => {
  const { ledger, accessIndex, clock } = await demoLedger();
  const begun = new PassThrough();
  const app = await buildApp({
    services: { ledger, accessIndex, authenticator: testAuthenticator(ledger), clock, newId: randomUUID },
    portal: tinyPortal,
    extras: [
      async (instance: FastifyInstance) => {
        instance.get('/long', (_request, reply) => reply.header('content-length', '5').send(begun));
      },
    ],
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.write(call('GET /long'));
  begun.write('be');
  await once(socket, 'data');

  const closed = app.close();
  // the same connection, which is in use
  socket.write(call(address));
  await once(app.server, 'request');
  begun.end('gun');
  await Promise.all([closed, once(socket, 'close')]);

  const [first = '', second = ''] = received.split(/(?=HTTP\/1\.1 503 )/);
  expect(first).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nbegun$/);
  expect(second.toLowerCase()).toContain('\r\nretry-after: 5\r\n');
  expect(second).toContain(expected);
  await ledger.close();
});
