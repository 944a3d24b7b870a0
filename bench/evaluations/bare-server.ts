// The least that can answer: reads the same body, parses it and says yes. Started by measure-evaluations.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ANSWER = '{"decision":true}';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': ANSWER.length });
    response.end(ANSWER);
  });
});

process.once('message', () => {
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
