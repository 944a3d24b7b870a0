import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AbuseServer, abuseServer } from '../abuse/abuse-server.ts';
import { loadScenario } from '../conformance/authzen/load-scenario.ts';
import { cast, todoScenario } from '../conformance/authzen/todo-scenario.ts';
import { type TodoGateway, todoGateway } from './todo-gateway.ts';

const NGINX = '/usr/sbin/nginx';
const isThere = existsSync(NGINX);
if (!isThere) process.stderr.write(`no gateway is run: ${NGINX} is not there (Debian: \`nginx\`)\n`);

describe.skipIf(!isThere)('an application behind nginx', () => {
  let brevet: AbuseServer;
  let gateway: TodoGateway;
  beforeAll(async () => {
    brevet = await abuseServer();
    const grace = [['Authorization', `Bearer ${brevet.token('grace', { amr: ['pwd', 'mfa'] })}`]] as const;
    await loadScenario(
      {
        async call(_, method, path, body) {
          const { status, text } = await brevet.send({ method, path, headers: grace, body: body as object });
          return { status, headers: new Headers(), body: text === '' ? null : JSON.parse(text) };
        },
      },
      todoScenario,
    );
    const users = [...todoScenario.people, 'nobody'];
    gateway = await todoGateway(brevet, { nginx: NGINX, issuer: todoScenario.issuer, users });
  });
  afterAll(async () => {
    await gateway?.close();
    await brevet?.close();
  });

  async function call(user: string | null, method: string, path: string, headers: Record<string, string> = {}) {
    const before = gateway.passed.length;
    const authorization = user === null ? {} : { authorization: `Basic ${btoa(`${user}:secret`)}` };
    const { status } = await fetch(`${gateway.url}${path}`, { method, headers: { ...authorization, ...headers } });
    return { status, passed: gateway.passed.slice(before) };
  }

  it.each([
    ['Rick reads', cast.rick.pid, 'GET', '/todos', 200],
    ['Rick creates', cast.rick.pid, 'POST', '/todos', 200],
    ['Morty creates', cast.morty.pid, 'POST', '/todos', 200],
    ['Beth reads', cast.beth.pid, 'GET', '/todos', 200],
    ['Beth does not create', cast.beth.pid, 'POST', '/todos', 403],
    ['Beth looks at Jerry', cast.beth.pid, 'GET', `/users/${cast.jerry.email}`, 200],
    ['nobody looks at who is not there', cast.beth.pid, 'GET', '/users/somebody', 403],
    ['who is known to nginx alone does nothing', 'nobody', 'GET', '/todos', 403],
    ['nobody passes without a password', null, 'GET', '/todos', 401],
    ['nothing passes that no route names', cast.rick.pid, 'DELETE', '/todos', 403],
    ['nothing passes that may mean another path: dots', cast.rick.pid, 'GET', '/todos/%2e%2e/users', 403],
    ['nothing passes that may mean another path: a slash', cast.rick.pid, 'GET', '/users%2f..%2ftodos', 403],
    ['nothing passes that may mean another path: two slashes', cast.rick.pid, 'GET', '//todos', 403],
  ])('%s', async (_, user, method, path, expected) => {
    const { status, passed } = await call(user, method, path);
    expect(status).toBe(expected);
    expect(passed).toEqual(expected === 200 ? [{ method, url: path, subject: user }] : []);
  });

  it('believes nobody who says themselves who they are', async () => {
    const { status, passed } = await call(cast.beth.pid, 'POST', '/todos', { 'x-subject': cast.rick.pid });
    expect([status, passed]).toEqual([403, []]);
  });

  it('answers Envoy as well, which puts the path behind one of its own', async () => {
    const ask = async (method: string, path: string, subject: string) =>
      (await fetch(`http://127.0.0.1:${gateway.checkPort}/envoy${path}`, { method, headers: { 'x-subject': subject } }))
        .status;
    expect(await ask('POST', '/todos', cast.morty.pid)).toBe(204);
    expect(await ask('POST', '/todos', cast.jerry.pid)).toBe(403);
    expect(await ask('GET', '/todos?of=all', cast.jerry.pid)).toBe(204);
    expect(await ask('GET', '/todos', '')).toBe(401);
  });

  it('lets nothing pass where nobody answers', async () => {
    expect((await call(cast.rick.pid, 'GET', '/todos')).status).toBe(200);
    await gateway.stopCheck();
    const { status, passed } = await call(cast.rick.pid, 'GET', '/todos');
    expect([status, passed]).toEqual([500, []]);
  });
});
