import { mayAskAbout } from '../../access/may-ask-about.ts';
import { groupIdOf } from '../../domain/group/group-scope.ts';
import type { PrincipalKind } from '../../domain/principal.ts';
import type { Reader } from '../../ledger/engine.ts';
import { candidates } from '../../ledger/facts/candidate-facts.ts';
import { groupOwnersOf } from '../../ledger/facts/directory-facts.ts';
import { subjectsAt } from '../../ledger/facts/principal-facts.ts';
import type { DecisionSource } from './answer-with-reason.ts';
import { issuerFor } from './asked-subject.ts';
import { type PermittedPage, permittedPage } from './permitted-page.ts';
import type { Search } from './search.ts';
import type { SubjectSearchBody } from './search-schema.ts';

const kinds: Readonly<Record<string, readonly PrincipalKind[]>> = {
  user: ['user'],
  group: ['group'],
  servicePrincipal: ['servicePrincipal'],
  principal: ['user', 'group', 'servicePrincipal'],
};

/** A principal that may do it, and what it is called in the answer. */
export interface FoundSubject {
  readonly id: string;
  readonly called: string;
}

/** Who may do something somewhere: of everybody whom the caller may ask about there, and of nobody else. */
export async function searchSubjects(
  { index, decisions }: DecisionSource,
  reader: Reader,
  { body, callerId, atMs, after, limit }: Search<SubjectSearchBody>,
): Promise<PermittedPage<FoundSubject>> {
  const wanted = Object.hasOwn(kinds, body.subject.type) ? (kinds[body.subject.type] ?? []) : [];
  const asked = { ...body, subject: { ...body.subject, type: 'principal', id: callerId } };
  const question = decisions.read({ ...asked, subject: { type: 'principal', id: callerId } }, callerId);
  const { family, scope } = question;
  if (wanted.length === 0 || scope === undefined) return { items: [], hasMore: false };
  const isOpen = mayAskAbout(index, { callerId, subjectId: '', family, scope }, atMs);
  const groupId = groupIdOf(scope);
  const alsoIds = groupId === null ? [] : [groupId, ...(await groupOwnersOf(reader, groupId))];
  const scopes = index.scopeChain(scope);
  const ids = isOpen ? await candidates(reader, { scopes, alsoIds, kinds: wanted, after }) : [callerId];
  const mayBe = (id: string) => {
    const kind = index.principal(id)?.kind;
    return kind !== undefined && wanted.includes(kind) && (after === null || id > after);
  };
  const page = await permittedPage(
    ids,
    (id) => mayBe(id) && decisions.decide({ ...question, subject: { id, isKnown: true } }, asked, atMs, false).allowed,
    limit,
  );
  const issuer = issuerFor(index, callerId, body.subject.properties);
  const called = issuer ? await subjectsAt(reader, issuer, page.items) : new Map<string, string>();
  return { hasMore: page.hasMore, items: page.items.map((id) => ({ id, called: called.get(id) ?? id })) };
}
