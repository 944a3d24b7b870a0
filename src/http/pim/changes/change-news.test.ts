import { expect, it } from 'vitest';
import type { DomainEvent } from '../../../domain/events.ts';
import { changeNews, MOST_IN_A_ROUND, type News } from './change-news.ts';

const MANY = 3 * MOST_IN_A_ROUND;
const change = (principalId: string): { actorId: string | null; event: DomainEvent } => ({
  actorId: 'an administrator',
  event: { type: 'principal.enabled', principalId },
});
const signIn = {
  actorId: null,
  event: { type: 'signIn.completed', principalId: 'somebody', clientId: 'portal', methods: ['password'] },
} satisfies { actorId: null; event: DomainEvent };

function pages(count: number) {
  const news = changeNews();
  const told: [string, News][] = [];
  const listeners = Array.from({ length: count }, (_, number) => ({
    principalId: `person ${number}`,
    tell: (what: News) => told.push([`person ${number}`, what]),
  }));
  for (const listener of listeners) news.add(listener);
  const heard = () => told.splice(0).map(([who]) => who);
  return { news, listeners, told, heard };
}

it('tells everybody in one round while few listen', () => {
  const { news, heard } = pages(MOST_IN_A_ROUND);
  news.note([change('person 1')]);
  expect(news.round()).toBe(false);
  expect(heard()).toHaveLength(MOST_IN_A_ROUND);
  expect(news.round()).toBe(false);
  expect(heard()).toEqual([]);
});

it('tells who is named, acted or is concerned at once, and the others in turn, each once', () => {
  const { news, heard } = pages(MANY);
  news.note([change(`person ${MANY - 1}`), { ...change('nobody'), actorId: `person ${MANY - 2}` }]);
  news.noteConcerned([`person ${MANY - 3}`]);
  expect(news.round()).toBe(true);
  const first = heard();
  expect(first.slice(0, 3).sort()).toEqual([MANY - 3, MANY - 2, MANY - 1].map((number) => `person ${number}`));
  expect(first).toHaveLength(MOST_IN_A_ROUND + 3);
  expect(news.round()).toBe(true);
  const second = heard();
  expect(news.round()).toBe(false);
  const all = [...first, ...second, ...heard()];
  expect(all).toHaveLength(MANY);
  expect(new Set(all).size).toBe(MANY);
});

it('comes to everybody also while changes do not cease', () => {
  const { news, heard } = pages(MANY);
  const all = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    news.note([change('nobody')]);
    news.round();
    for (const who of heard()) all.add(who);
  }
  expect(all.size).toBe(MANY);
});

it('finds people however deep an event names them', () => {
  const { news, heard } = pages(MANY);
  const denyAssignment = { principals: [{ id: 'person 149', type: 'User' }] };
  news.note([{ actorId: null, event: { type: 'denyAssignment.created', denyAssignment } as unknown as DomainEvent }]);
  news.round();
  expect(heard()[0]).toBe('person 149');
});

it('says that something is on record where nothing else happened, and no less than what is owed', () => {
  const { news, told } = pages(MANY);
  news.note([change('nobody')]);
  news.round();
  told.splice(0);
  news.note([signIn]);
  news.round();
  expect(told.map(([, what]) => what)).toEqual(Array(MOST_IN_A_ROUND).fill('changed'));
  news.round();
  told.splice(0);
  news.round();
  expect(new Set(told.map(([, what]) => what))).toEqual(new Set(['recorded']));
});

it('owes nothing to who is gone, nor to who comes after', () => {
  const { news, listeners, heard } = pages(MANY);
  news.note([change('nobody')]);
  news.round();
  for (const listener of listeners) news.remove(listener);
  news.add({ principalId: 'late', tell: () => expect.fail('was not there') });
  expect(news.round()).toBe(false);
  expect(heard()).toHaveLength(MOST_IN_A_ROUND);
});
