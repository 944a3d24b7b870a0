import { DatabaseSync } from 'node:sqlite';

export interface ServerLock {
  release(): void;
}

/**
 * Lets one server at a time serve a data folder: a second one would answer from a memory that does not follow the first.
 * The operating system holds the lock for the process, so it is free again after any kind of death. Null: it is taken.
 */
export function takeServerLock(path: string): ServerLock | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch {
    database.close();
    return null;
  }
  return { release: () => database.close() };
}
