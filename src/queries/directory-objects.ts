import type { PrincipalKind } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { directorySightOf } from './directory-sight.ts';

/** Somebody or something as the directory shows it. */
export interface DirectoryObject {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly displayName: string;
  readonly userName: string | null;
  readonly email: string | null;
  /** How its identity provider knows it; of a service principal, the id of its application. */
  readonly subject: string;
}

/** What is looked for; each list is any of these, and the lists together are one or the other. */
export interface DirectoryQuestion {
  readonly kinds: readonly PrincipalKind[];
  readonly ids?: readonly string[];
  /** Compared without regard to case. */
  readonly userNames?: readonly string[];
  readonly subjects?: readonly string[];
}

/** The principals that are named, as far as the caller may know them. */
export async function directoryObjects(
  reader: Reader,
  callerId: string,
  { kinds, ids = [], userNames = [], subjects = [] }: DirectoryQuestion,
  now: Temporal.Instant,
): Promise<readonly DirectoryObject[]> {
  const { onlyIds } = await directorySightOf(reader, callerId, now);
  const rows = await reader.query((db) => {
    const query = db
      .selectFrom('principal')
      .select(['id', 'kind', 'display_name', 'user_name', 'email', 'subject'])
      .where('kind', 'in', orNothing(kinds))
      .where('deleted_at', 'is', null)
      .where((where) =>
        where.or([
          where('id', 'in', orNothing(ids.map(lower))),
          where((name) => name.fn<string>('lower', ['user_name']), 'in', orNothing(userNames.map(lower))),
          where('subject', 'in', orNothing(subjects)),
        ]),
      )
      .orderBy('id');
    return onlyIds === null ? query : query.where('id', 'in', [...onlyIds]);
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as PrincipalKind,
    displayName: row.display_name,
    userName: row.user_name,
    email: row.email,
    subject: row.subject,
  }));
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** An empty list of values is no SQL; no id and no name is the empty text. */
function orNothing(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}
