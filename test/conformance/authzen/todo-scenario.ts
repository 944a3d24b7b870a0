import type { Scenario } from './load-scenario.ts';

/** The people of the scenario by their public identifiers, and how owners are named in what is asked. */
export const cast = {
  rick: { pid: 'CiRmZDA2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', email: 'rick@the-citadel.com' },
  morty: { pid: 'CiRmZDE2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', email: 'morty@the-citadel.com' },
  summer: { pid: 'CiRmZDI2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', email: 'summer@the-smiths.com' },
  beth: { pid: 'CiRmZDM2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', email: 'beth@the-smiths.com' },
  jerry: { pid: 'CiRmZDQ2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs', email: 'jerry@the-smiths.com' },
} as const;

export type CastName = keyof typeof cast;

export const TODO = '7240d0db-8ff0-41ec-98b2-34a096273b9f';

const viewing = ['can_read_user', 'can_read_todos'];
const isOwner = (email: string) =>
  `!(ActionMatches{'can_update_todo'} OR ActionMatches{'can_delete_todo'}) OR (@Resource[ownerID] StringEquals '${email}')`;

/** Who owns a todo is a property of the question: an editor has the role under a condition. */
export const todoScenario: Scenario = {
  issuer: 'https://citadel.example/dex',
  subscriptionId: 'c0000000-0000-4000-8000-0000000000a1',
  people: Object.values(cast).map(({ pid }) => pid),
  roles: {
    viewer: viewing,
    editor: [...viewing, 'can_create_todo', 'can_update_todo', 'can_delete_todo'],
    admin: [...viewing, 'can_create_todo', 'can_delete_todo'],
    evil_genius: [...viewing, 'can_create_todo', 'can_update_todo'],
  },
  resources: {
    todo: [
      'Interop.Todo/todo/todo-1',
      `Interop.Todo/todo/${TODO}`,
      ...Object.values(cast).map(({ email }) => `Interop.Todo/user/${email}`),
    ],
  },
  assignments: [
    { person: cast.rick.pid, role: 'admin', at: 'todo' },
    { person: cast.rick.pid, role: 'evil_genius', at: 'todo' },
    { person: cast.morty.pid, role: 'editor', at: 'todo', condition: isOwner(cast.morty.email) },
    { person: cast.summer.pid, role: 'editor', at: 'todo', condition: isOwner(cast.summer.email) },
    { person: cast.beth.pid, role: 'viewer', at: 'todo' },
    { person: cast.jerry.pid, role: 'viewer', at: 'todo' },
  ],
};

export interface ExpectedDecision {
  readonly person: CastName;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: { readonly ownerID: string } };
  readonly expected: boolean;
}

const creators: readonly CastName[] = ['rick', 'morty', 'summer'];

/** The forty decisions that the working group publishes. */
export const decisions: readonly ExpectedDecision[] = (Object.keys(cast) as CastName[]).flatMap((person) => {
  const owned = (by: CastName) => ({ type: 'todo', id: TODO, properties: { ownerID: cast[by].email } });
  // Rick is asked about the todos of himself and of Morty, everybody else about Rick's and their own
  const owners: readonly CastName[] = ['rick', person === 'rick' ? 'morty' : person];
  return [
    { person, action: 'can_read_user', resource: { type: 'user', id: cast.beth.email }, expected: true },
    { person, action: 'can_read_user', resource: { type: 'user', id: cast[person].email }, expected: true },
    { person, action: 'can_read_todos', resource: { type: 'todo', id: 'todo-1' }, expected: true },
    {
      person,
      action: 'can_create_todo',
      resource: { type: 'todo', id: 'todo-1' },
      expected: creators.includes(person),
    },
    ...['can_update_todo', 'can_delete_todo'].flatMap((action) =>
      owners.map((owner) => ({
        person,
        action,
        resource: owned(owner),
        expected: person === 'rick' || (owner === person && creators.includes(person)),
      })),
    ),
  ];
});
