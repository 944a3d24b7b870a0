import type { Scenario } from './load-scenario.ts';

/** Department and owner of each record. */
const records: Readonly<Record<string, readonly [department: string, owner: string]>> = {
  101: ['Legal', 'alice'],
  102: ['Legal', 'bob'],
  103: ['Legal', 'carol'],
  104: ['Accounting', 'dan'],
  105: ['Legal', 'erin'],
  106: ['Accounting', 'felix'],
  107: ['Sales', 'alice'],
  108: ['Legal', 'bob'],
  109: ['Accounting', 'carol'],
  110: ['Sales', 'dan'],
  111: ['Accounting', 'erin'],
  112: ['Legal', 'felix'],
  113: ['Sales', 'alice'],
  114: ['Accounting', 'bob'],
  115: ['Finance', 'carol'],
  116: ['Legal', 'dan'],
  117: ['Legal', 'erin'],
  118: ['Accounting', 'felix'],
  119: ['Legal', 'alice'],
  120: ['Accounting', 'bob'],
};

const people: Readonly<Record<string, readonly [role: string, department: string]>> = {
  alice: ['manager', 'Sales'],
  bob: ['employee', 'Legal'],
  carol: ['contractor', 'Legal'],
  dan: ['manager', 'Finance'],
  erin: ['employee', 'Finance'],
  felix: ['contractor', 'Accounting'],
};

const pathOf = (id: string) => `${records[id]?.[0]}/providers/Interop.Search/record/${id}`;
const departments = ['Legal', 'Accounting', 'Sales', 'Finance'];
export const recordIds = Object.keys(records);
export const names = Object.keys(people);
export const actions = ['view', 'edit', 'delete'];

/** A department is a resource group: what stands in it is reached by whoever has a role there. */
export const searchScenario: Scenario = {
  issuer: 'https://records.example',
  subscriptionId: 'c0000000-0000-4000-8000-0000000000a2',
  people: names,
  roles: { reader: ['view'], editor: ['edit'], owner: ['view', 'edit', 'delete'] },
  resources: Object.fromEntries(
    departments.map((department) => [
      department,
      recordIds.filter((id) => records[id]?.[0] === department).map((id) => `Interop.Search/record/${id}`),
    ]),
  ),
  assignments: [
    ...Object.entries(people).flatMap(([person, [role, at]]) =>
      role === 'manager'
        ? [
            { person, role: 'reader' },
            { person, role: 'editor', at },
          ]
        : [{ person, role: 'reader', at }],
    ),
    ...Object.entries(records).map(([id, [, person]]) => ({ person, role: 'owner', at: pathOf(id) })),
  ],
};

const all = recordIds.map(Number);

/** The published answers to: on which records may somebody do something? */
export const reach: readonly (readonly [person: string, action: string, records: readonly number[]])[] = [
  ['alice', 'view', all],
  ['alice', 'edit', [101, 107, 110, 113, 119]],
  ['alice', 'delete', [101, 107, 113, 119]],
  ['bob', 'view', [101, 102, 103, 105, 108, 112, 114, 116, 117, 119, 120]],
  ['bob', 'edit', [102, 108, 114, 120]],
  ['bob', 'delete', [102, 108, 114, 120]],
  ['carol', 'view', [101, 102, 103, 105, 108, 109, 112, 115, 116, 117, 119]],
  ['carol', 'edit', [103, 109, 115]],
  ['carol', 'delete', [103, 109, 115]],
  ['dan', 'view', all],
  ['dan', 'edit', [104, 110, 115, 116]],
  ['dan', 'delete', [104, 110, 116]],
  ['erin', 'view', [105, 111, 115, 117]],
  ['erin', 'edit', [105, 111, 117]],
  ['erin', 'delete', [105, 111, 117]],
  ['felix', 'view', [104, 106, 109, 111, 112, 114, 118, 120]],
  ['felix', 'edit', [106, 112, 118]],
  ['felix', 'delete', [106, 112, 118]],
];

export function mayDo(person: string, action: string, record: string): boolean {
  return reach.some(([who, what, where]) => who === person && what === action && where.includes(Number(record)));
}
