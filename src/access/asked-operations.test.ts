import { expect, it } from 'vitest';
import { compileRole } from '../domain/access/compiled-role.ts';
import { AskedOperations } from './asked-operations.ts';

type Definition = Parameters<typeof compileRole>[0];

const none = { notActions: [], notDataActions: [], condition: null, conditionVersion: null };
const reader = { id: 'reader', permissions: [{ actions: ['*/read'], dataActions: ['X/blobs/read'], ...none }] };
const onFoo = { condition: "@Resource[x:Name] StringEquals 'foo'", conditionVersion: '2.0' } as const;
const careful = { id: 'careful', permissions: [{ actions: ['X/*'], dataActions: [], ...none, ...onFoo }] };

/** As often as it is remembered, and once before. */
function ask(operations: AskedOperations, action: string, number: number, of: Definition, isDataAction = false) {
  const row = operations.row(action, isDataAction);
  const role = compileRole(of);
  const answers = [0, 1, 2].map(() => operations.answer(row, number, role, action));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  return answers[0];
}

it('answers as the roles do, whichever number they have', () => {
  const operations = new AskedOperations();
  for (const number of [0, 1, 15, 16, 17, 1023, 1024, 5000]) {
    expect(ask(operations, 'X/vms/read', number, reader)).toBe('yes');
    expect(ask(operations, 'X/vms/write', number, reader)).toBe('no');
    expect(ask(operations, 'X/blobs/read', number, reader, true)).toBe('yes');
    expect(ask(operations, 'X/vms/read', number, reader, true)).toBe('no');
  }
  expect(ask(operations, 'X/disks/read', 2, careful)).toHaveLength(1);
  expect(ask(operations, 'X/disks/read', 3, reader)).toBe('yes');
  expect(ask(operations, 'X/disks/read', 4, careful)).toHaveLength(1);
});

it('knows operations on data by built-in roles alone, also those that were asked about before', () => {
  const operations = new AskedOperations();
  const isOnData = (action: string) => operations.isOnData(operations.row(action));
  expect(isOnData('x/BLOBS/read')).toBe(false);
  operations.learn({ kind: 'custom', permissions: reader.permissions });
  expect(isOnData('x/BLOBS/read')).toBe(false);
  operations.learn({ kind: 'builtIn', permissions: reader.permissions });
  expect(isOnData('x/BLOBS/read')).toBe(true);
  expect(operations.isOnData(operations.row('x/BLOBS/read', true))).toBe(true);
});

it('forgets what a role answered that is defined anew', () => {
  const operations = new AskedOperations();
  expect(ask(operations, 'X/vms/write', 7, reader)).toBe('no');
  operations.forget();
  const writer = { id: 'reader', permissions: [{ actions: ['*'], dataActions: [], ...none }] };
  expect(ask(operations, 'X/vms/write', 7, writer)).toBe('yes');
});

it('answers right about more operations than it remembers', () => {
  const operations = new AskedOperations();
  const role = compileRole(reader);
  const wrong: string[] = [];
  for (let n = 0; n < 20_000; n += 1) {
    const action = n % 3 === 0 ? `X/${n}/read` : `X/${n}/write`;
    const answer = operations.answer(operations.row(action), n % 40, role, action);
    if (answer !== (n % 3 === 0 ? 'yes' : 'no')) wrong.push(action);
  }
  expect(wrong).toEqual([]);
});
