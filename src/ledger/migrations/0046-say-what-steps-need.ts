import type { Migration } from './migration.ts';

/** What a program must know that works with the tables as they are after a step; null: nobody has said (ADR 0035). */
export const sayWhatStepsNeed: Migration = {
  name: '0046_say_what_steps_need',
  statements: (db) => [db.schema.alterTable('migration').addColumn('needs', 'text')],
};
