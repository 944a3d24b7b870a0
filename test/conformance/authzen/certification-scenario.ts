import type { Scenario } from './load-scenario.ts';

const notArchived = "NOT Exists @Resource[status] OR NOT (@Resource[status] StringEquals 'archived')";

/** The fixture of the certification profile: two people, two records, and what properties decide. */
export const certificationScenario: Scenario = {
  issuer: 'https://certified.example',
  subscriptionId: 'c0000000-0000-4000-8000-0000000000a3',
  people: ['alice', 'bob'],
  roles: { reader: ['read'], writer: ['write'], remover: ['delete'] },
  resources: { certified: ['Interop.Certified/record/record-1', 'Interop.Certified/record/record-2'] },
  assignments: [
    { person: 'alice', role: 'reader' },
    { person: 'bob', role: 'reader' },
    { person: 'alice', role: 'writer', condition: notArchived },
    { person: 'bob', role: 'writer', condition: "@Principal[role] StringEquals 'admin'" },
    { person: 'alice', role: 'remover', condition: '@Request[soft] BoolEquals true' },
  ],
};

type Properties = Readonly<Record<string, string | boolean>>;

/** Who, with which properties, what, how, on which record in which state; and whether. */
export const rules: readonly (readonly [
  subject: readonly [string, Properties?],
  action: readonly [string, Properties?],
  record: readonly [string, Properties?],
  expected: boolean,
])[] = [
  [['alice'], ['read'], ['record-1'], true],
  [['alice'], ['write'], ['record-1'], true],
  [['bob'], ['read'], ['record-1'], true],
  [['bob'], ['write'], ['record-1'], false],
  [['alice'], ['write'], ['record-2', { status: 'archived' }], false],
  [['bob', { role: 'admin' }], ['write'], ['record-2', { status: 'archived' }], true],
  [['alice'], ['delete', { soft: true }], ['record-1'], true],
  [['alice'], ['delete', { soft: false }], ['record-1'], false],
];
