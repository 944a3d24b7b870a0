import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

/** All pages in one step: it reads one state, and nothing that is written beside it makes it begin anew. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a database that a server may be writing to into a new file, as it was at one moment, and flushes it. `check` looks at
 * the copy before it gets its name: a file of that name is whole. Rejects where there is such a file already.
 */
export async function backUpSqlite<Checked>(
  from: string,
  to: string,
  check: (copy: string) => Promise<Checked>,
): Promise<Checked> {
  await refuseExisting(to);
  const part = `${to}.part`;
  // left by one that was cut off
  await rm(part, { force: true });
  // whoever can read it can read all secrets
  const file = await open(part, 'wx', 0o600);
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
    try {
      await backup(source, part, { rate: ALL_PAGES });
    } finally {
      source.close();
    }
    const checked = await check(part);
    await file.sync();
    await rename(part, to);
    await flushFolder(dirname(to));
    return checked;
  } finally {
    await file.close();
  }
}

async function refuseExisting(path: string): Promise<void> {
  const existing = await open(path, 'r').catch(() => null);
  if (existing === null) return;
  await existing.close();
  throw new Error(`there is a file at \`${path}\` already; name one that is not there`);
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
