import { expect, it } from 'vitest';
import { parseScope } from '../domain/scope.ts';
import { followResources } from './named-resources.ts';

const GROUP = '/subscriptions/c0000000-0000-4000-8000-000000000001/resourceGroups';
const one = parseScope(`${GROUP}/one/providers/A.B/todo/First`);
const other = parseScope(`${GROUP}/two/providers/A.B/todo/First`);
const elsewhere = parseScope(`${GROUP}/two/providers/C.D/todo/Second`);

function registered(...scopes: readonly ReturnType<typeof parseScope>[]) {
  const resources = followResources();
  for (const scope of scopes) {
    resources.apply({
      type: 'scope.registered',
      scope,
      kind: 'resource',
      path: scope,
      displayName: scope,
      parent: null,
    });
  }
  return resources;
}

it('finds a resource by its type in full or the last part of it, in any case', () => {
  const resources = registered(one, elsewhere);
  expect(resources.find('A.B/todo', 'first')).toBe(one);
  expect(resources.find('TODO', 'FIRST')).toBe(one);
  expect(resources.find('todo', 'second')).toBe(elsewhere);
  expect(resources.find('A.B/todo', 'second')).toBeUndefined();
  expect(resources.ofType('todo', null)).toEqual([
    { name: 'first', scope: one },
    { name: 'second', scope: elsewhere },
  ]);
  expect(resources.ofType('todo', 'first')).toEqual([{ name: 'second', scope: elsewhere }]);
});

it('finds neither of two that share a name, until one is gone', () => {
  const resources = registered(one, other, one);
  expect(resources.find('todo', 'first')).toBeUndefined();
  expect(resources.ofType('todo', null)).toEqual([]);
  resources.apply({ type: 'scope.deleted', scope: other });
  expect(resources.find('todo', 'first')).toBe(one);
  resources.apply({ type: 'scope.deleted', scope: one });
  expect(resources.find('todo', 'first')).toBeUndefined();
});

it('names nothing but resources', () => {
  const resources = registered(parseScope(`${GROUP}/one`));
  expect(resources.find('resourceGroups', 'one')).toBeUndefined();
});
