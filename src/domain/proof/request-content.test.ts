import { expect, it } from 'vitest';
import { anAsk, NOW } from '../../../test/support/builders.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Scope } from '../scope.ts';
import { requestContent } from './request-content.ts';

const base: AskedRequest = anAsk({
  schedule: { startAt: NOW, expiration: { type: 'afterDuration', duration: 'PT2H' } },
  ticket: { number: 'INC-1', system: 'Jira' },
  condition: { text: 'x', version: '2.0' },
});

it.each<[string, Partial<AskedRequest>]>([
  ['what is done', { type: 'selfExtend' }],
  ['the kind', { kind: 'eligible' }],
  ['whom it is for', { principalId: 'bob' }],
  ['the role', { roleDefinitionId: 'another' }],
  ['the scope', { scope: '/subscriptions/c0000000-0000-4000-8000-00000000000f' as Scope }],
  ['the start', { schedule: { ...base.schedule, startAt: NOW.add({ milliseconds: 1 }) } }],
  ['a start that is left out', { schedule: { ...base.schedule, startAt: null } }],
  ['the duration', { schedule: { startAt: NOW, expiration: { type: 'afterDuration', duration: 'PT2H1M' } } }],
  ['an end instead', { schedule: { startAt: NOW, expiration: { type: 'afterDateTime', endAt: NOW } } }],
  ['no end', { schedule: { startAt: NOW, expiration: { type: 'noExpiration' } } }],
  ['no time at all', { schedule: { startAt: null, expiration: null } }],
  ['the justification', { justification: 'something else' }],
  ['no justification', { justification: null }],
  ['the ticket', { ticket: { number: 'INC-2', system: 'Jira' } }],
  ['the ticket system', { ticket: { number: 'INC-1', system: 'Other' } }],
  ['parts of the ticket in each other', { ticket: { number: 'INC-1,Jira', system: null } }],
  ['the condition', { condition: { text: 'y', version: '2.0' } }],
  ['no condition', { condition: null }],
  ['the eligibility', { linkedEligibilityId: 'another' }],
  ['the assignment', { targetScheduleId: 'another' }],
])('is another with another: %s', (_title, over) => {
  expect(requestContent({ ...base, ...over })).not.toBe(requestContent(base));
});

it('is the same whatever the request is called', () => {
  expect(requestContent({ ...base, id: 'another' })).toBe(requestContent(base));
});

it('is the same without a ticket and with one that says nothing', () => {
  const empty = { number: null, system: null };
  expect(requestContent({ ...base, ticket: empty })).toBe(requestContent({ ...base, ticket: null }));
});
