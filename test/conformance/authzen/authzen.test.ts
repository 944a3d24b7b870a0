import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../../src/demo/demo-organisation.ts';
import { type TestServer, testServer } from '../../support/test-server.ts';
import { certificationScenario, rules } from './certification-scenario.ts';
import { loadScenario } from './load-scenario.ts';
import { actions, mayDo, names, reach, recordIds, searchScenario } from './search-scenario.ts';
import { type CastName, cast, decisions, TODO, todoScenario } from './todo-scenario.ts';

let server: TestServer;
let todoGateway: string;
let searchGateway: string;
let certifiedGateway: string;
beforeAll(async () => {
  server = await testServer();
  todoGateway = await loadScenario(server, todoScenario);
  searchGateway = await loadScenario(server, searchScenario);
  certifiedGateway = await loadScenario(server, certificationScenario);
});
afterAll(() => server.close());

async function ask(gateway: string, path: string, body: unknown) {
  const answer = await server.call(gateway, 'POST', `/access/v1/${path}`, body);
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  return answer.body;
}

const user = (id: string) => ({ type: 'user', id });

/** The owner of everything, who may do everything everywhere, and whom none of the providers knows. */
const administrator = user(demoIds.grace);

describe('the Todo application', () => {
  const bodyOf = ({ person, action, resource }: (typeof decisions)[number]) => ({
    subject: user(cast[person].pid),
    action: { name: action },
    resource,
    context: {},
  });

  it.each(decisions)('$person, $action, $resource.id of $resource.properties.ownerID: $expected', async (each) => {
    expect(await ask(todoGateway, 'evaluation', bodyOf(each))).toEqual({ decision: each.expected });
  });

  it.each(Object.keys(cast) as CastName[])('all at once for %s', async (person) => {
    const own = decisions.filter((each) => each.person === person);
    const evaluations = own.map(({ action, resource }) => ({ action: { name: action }, resource }));
    const answer = await ask(todoGateway, 'evaluations', {
      subject: user(cast[person].pid),
      resource: {},
      evaluations,
    });
    expect(answer.evaluations).toEqual(own.map(({ expected }) => ({ decision: expected })));
  });

  it('says by which role, pattern and condition, to who may read it', async () => {
    const name = 'can_update_todo';
    const resource = { type: 'todo', id: TODO, properties: { ownerID: cast.morty.email } };
    const subject = user(cast.morty.pid);
    const question = { subject, action: { name }, resource, context: { explain: true } };
    // a gateway hears of what it may read, and this one reads nothing
    expect(await ask(todoGateway, 'evaluation', question)).toEqual({ decision: true, context: { reason: 'granted' } });
    const { body: people } = await server.call('grace', 'GET', `/api/security/pim/people?search=${cast.morty.pid}`);
    const path = `/subscriptions/${todoScenario.subscriptionId}/resourceGroups/todo/providers/Interop.Todo/todo/${TODO}`;
    const asked = { ...question, subject: user(people.items[0].id), resource: { ...resource, id: path } };
    expect(await ask('grace', 'evaluation', asked)).toMatchObject({
      decision: true,
      context: {
        role: { name: 'editor of citadel.example' },
        memberships: [],
        pattern: name,
        condition: expect.stringContaining(cast.morty.email),
        roleCondition: null,
      },
    });
  });

  it('knows nobody by the name that another provider gives', async () => {
    const body = { ...bodyOf(decisions[0] as (typeof decisions)[number]) };
    expect(await ask(searchGateway, 'evaluation', body)).toEqual({ decision: false });
    const subject = { ...body.subject, properties: { issuer: todoScenario.issuer } };
    expect(await ask(searchGateway, 'evaluation', { ...body, subject })).toEqual({ decision: true });
  });
});

describe('search', () => {
  const record = (id: string) => ({ type: 'record', id });

  it.each(reach)('where %s may %s', async (person, action, expected) => {
    const body = { subject: user(person), action: { name: action }, resource: { type: 'record' } };
    const { results, page } = await ask(searchGateway, 'search/resource', body);
    expect(results).toEqual(expected.map((id) => record(String(id))));
    expect(page).toEqual({ next_token: '', count: expected.length });
  });

  it('who may do what on each record, found and asked one by one', async () => {
    for (const id of recordIds) {
      for (const name of actions) {
        const expected = names.filter((person) => mayDo(person, name, id));
        const question = { action: { name }, resource: record(id) };
        const { results } = await ask(searchGateway, 'search/subject', { subject: { type: 'user' }, ...question });
        const everybody = [administrator, ...expected.map(user)].sort((a, b) => (a.id < b.id ? -1 : 1));
        const found = results.toSorted((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1));
        expect(found, `${name} ${id}`).toEqual(everybody);
        const evaluations = names.map((person) => ({ subject: user(person) }));
        const one = await ask(searchGateway, 'evaluations', { ...question, evaluations });
        expect(one.evaluations).toEqual(names.map((person) => ({ decision: expected.includes(person) })));
      }
    }
  });

  it('what each may do on each record', async () => {
    for (const person of names) {
      for (const id of recordIds) {
        const body = { subject: user(person), resource: record(id) };
        const { results } = await ask(searchGateway, 'search/action', body);
        const expected = actions.filter((action) => mayDo(person, action, id)).sort();
        expect(results, `${person} ${id}`).toEqual(expected.map((name) => ({ name })));
      }
    }
  });

  it('comes in pages of any size, whole and in order', async () => {
    const body = { subject: user('alice'), action: { name: 'view' }, resource: { type: 'record' } };
    const found: string[] = [];
    let token = '';
    do {
      const page = token === '' ? { limit: 7 } : { token, limit: 7 };
      const answer = await ask(searchGateway, 'search/resource', { ...body, page });
      found.push(...answer.results.map(({ id }: { id: string }) => id));
      token = answer.page.next_token;
    } while (token !== '');
    expect(found).toEqual(recordIds);
  });

  it.each([
    ['search/subject', { subject: { type: 'spaceship' }, action: { name: 'view' }, resource: record('101') }],
    ['search/subject', { subject: { type: 'user' }, action: { name: 'view' }, resource: record('999') }],
    ['search/subject', { subject: { type: 'group' }, action: { name: 'view' }, resource: record('101') }],
    ['search/resource', { subject: user('zoe'), action: { name: 'view' }, resource: { type: 'record' } }],
    ['search/resource', { subject: user('alice'), action: { name: 'view' }, resource: { type: 'spaceship' } }],
    ['search/action', { subject: user('zoe'), resource: record('101') }],
    ['search/action', { subject: user('erin'), resource: record('118') }],
  ])('finds nothing in %s for %j', async (path, body) => {
    expect((await ask(searchGateway, path, body)).results).toEqual([]);
  });
});

describe('the fixture of the certification profile', () => {
  const part = (name: 'id' | 'name', [value, properties]: readonly [string, object?]) => ({
    [name]: value,
    ...(properties === undefined ? {} : { properties }),
  });

  it.each(rules)('%j %j %j: %s', async (subject, action, record, expected) => {
    const body = {
      subject: { type: 'user', ...part('id', subject) },
      action: part('name', action),
      resource: { type: 'record', ...part('id', record) },
    };
    for (const context of [undefined, { time: '2025-06-27T18:03-07:00' }]) {
      const answer = await ask(certifiedGateway, 'evaluation', { ...body, context, foo: { nested: true } });
      expect(answer).toEqual({ decision: expected });
    }
  });

  it('finds by properties too', async () => {
    // a record of that name is in two resource groups of the organisation otherwise
    const archived = { type: 'record', id: 'record-2', properties: { status: 'archived' } };
    const admin = { type: 'user', id: 'bob', properties: { role: 'admin' } };
    const write = { name: 'write' };
    const who = { subject: { type: 'user', properties: { role: 'admin' } }, action: write, resource: archived };
    const { results } = await ask(certifiedGateway, 'search/subject', who);
    expect(results).toHaveLength(2);
    expect(results).toEqual(expect.arrayContaining([user('bob'), administrator]));
    const where = { subject: admin, action: write, resource: { type: 'record' } };
    expect((await ask(certifiedGateway, 'search/resource', where)).results).toEqual([
      { type: 'record', id: 'record-1' },
      { type: 'record', id: 'record-2' },
    ]);
    const what = { subject: admin, resource: archived };
    expect((await ask(certifiedGateway, 'search/action', what)).results).toEqual([{ name: 'read' }, { name: 'write' }]);
  });

  it.each([
    ['evaluation', { action: { name: 'read' }, resource: { type: 'record', id: 'record-1' } }],
    ['evaluation', { subject: 'alice', action: { name: 'read' }, resource: { type: 'record', id: 'record-1' } }],
    ['evaluation', { subject: user('alice'), action: { name: 123 }, resource: { type: 'record', id: 'record-1' } }],
    ['evaluation', { subject: user('alice'), action: { name: 'read' }, resource: { type: 'record' } }],
    ['search/subject', { subject: { type: 'user' }, resource: { type: 'record', id: 'record-1' } }],
    ['search/subject', { subject: { type: 'user' }, action: { name: 'read' }, resource: { type: 'record' } }],
    ['search/resource', { action: { name: 'read' }, resource: { type: 'record' } }],
    ['search/resource', { subject: { type: 'user' }, action: { name: 'read' }, resource: { type: 'record' } }],
    ['search/action', { subject: user('alice') }],
  ])('refuses in %s what is incomplete: %j', async (path, body) => {
    expect((await server.call(certifiedGateway, 'POST', `/access/v1/${path}`, body)).status).toBe(400);
  });
});
