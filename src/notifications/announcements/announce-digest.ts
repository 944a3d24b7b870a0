import type { DigestFigures, Finding } from '../../domain/digest/digest.ts';
import { namesOf } from '../../queries/names-of.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { digestLetter } from '../templates/english/digest.ts';
import type { Announce } from './announcement.ts';

/** Tells an administrator, by mail, how it stands with what they administer; nobody where there is nothing to say. */
export const announceDigest: Announce<'digest.recorded'> = async (event, { tx, entry, pages }) => {
  const { principalId, figures } = event;
  if (figures === null) return null;
  const names = await namesOf(tx, namedIn(figures));
  const named = ({ count, first }: Finding) => ({
    count,
    first: first.map((item) => ({
      kind: item.kind,
      holder: names.principal(item.principalId).displayName,
      roleName: names.role(item.roleDefinitionId).name,
      scopeName: names.scope(item.scope).displayName,
      endAt: item.endAt,
    })),
  });
  const { permanent, unused, endingSoon } = figures;
  const model = {
    ...event,
    ...figures,
    permanent: named(permanent),
    unused: named(unused),
    endingSoon: named(endingSoon),
    link: pages.overview,
    preferencesLink: pages.preferences,
  };
  const people = await peopleBehind(tx, [principalId], entry.at);
  return {
    requestId: null,
    settings: null,
    only: 'mail',
    parts: { admin: { people, isCritical: false, write: (to) => digestLetter(model, to) } },
  };
};

function namedIn({ permanent, unused, endingSoon }: DigestFigures) {
  return [permanent, unused, endingSoon].flatMap(({ first }) => first);
}
