import type { Migration } from './migration.ts';

/** A step that was taken, by whatever version. */
export interface StepTaken {
  readonly name: string;
  /** The name of the step that a program must know; null or absent: nobody has said. */
  readonly needs?: string | null;
}

/** The tables are those of a newer version, which took away or changed what this one works with. */
export class DatabaseTooNew extends Error {}

/**
 * The steps that are left to be taken, in order. Throws `DatabaseTooNew` where a step was taken that this program does not
 * know, unless that only added and this program is one that it was made to work beside.
 */
export function stepsToTake(taken: readonly StepTaken[], known: readonly Migration[]): readonly Migration[] {
  const names = new Set(known.map(({ name }) => name));
  const tooNew = taken.find(({ name, needs }) => !names.has(name) && !names.has(needs ?? ''));
  if (tooNew !== undefined) {
    throw new DatabaseTooNew(
      `the database is newer than this program: it has migration ${tooNew.name}, which this program does not know and cannot work with; start the version that made it, or a newer one, or restore the backup from before the upgrade`,
    );
  }
  const done = new Set(taken.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

/**
 * What is to be written down of steps for programs that do not know them: one that only adds needs no more than the first. As long as
 * there is no place for it, nothing.
 */
export function needsToNote(
  taken: readonly StepTaken[],
  known: readonly Migration[],
): ReadonlyArray<{ readonly name: string; readonly needs: string }> {
  const unsaid = new Set(taken.filter(({ needs }) => needs === null).map(({ name }) => name));
  const [first] = known;
  return known.filter(({ name }) => unsaid.has(name)).map(({ name, needs = first?.name ?? name }) => ({ name, needs }));
}
