import type { Kysely } from 'kysely';

/** One step forward of the schema; it is applied once, in a transaction, and never changed after a release. */
export interface Migration {
  readonly name: string;
  /** DDL in Kysely's builder: the same for every engine. */
  readonly statements: (db: Kysely<unknown>) => ReadonlyArray<{ compile(): { readonly sql: string } }>;
  /**
   * The name of a step before it: a program that does not know this one must not work with what this one takes away or changes.
   * Left out where it only adds, so that the program before goes on beside it.
   */
  readonly needs?: string;
}
