import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type EqualInsert, insertCommands } from './equal-rows.ts';

export interface PgbenchOptions {
  readonly programs: string;
  readonly url: string;
  readonly folder: string;
  readonly inserts: readonly EqualInsert[];
  readonly clients: number;
}

/** Runs so many transactions and answers how many were done per second. */
export type Pgbench = (transactions: number) => Promise<number>;

/** Writes the script: begin, the same inserts, commit; statements are prepared once a client. */
export async function pgbench({ programs, url, folder, inserts, clients }: PgbenchOptions): Promise<Pgbench> {
  const script = join(folder, `pgbench-${clients}.sql`);
  let ids = 0;
  const commands = insertCommands(inserts, () => {
    ids += 1;
    return `lpad(:id${ids}::text, 36, '0')`;
  });
  const variables = Array.from({ length: ids }, (_, index) => `\\set id${index + 1} random(1, 9000000000000000000)`);
  const statements = ['begin', ...commands, 'commit'].map((command) => `${command.replaceAll('\n', ' ')};`);
  await writeFile(script, [...variables, ...statements, ''].join('\n'));
  return async (transactions) => {
    const each = Math.ceil(transactions / clients);
    const parameters = [
      '-n',
      '-M',
      'prepared',
      '-c',
      clients,
      '-j',
      Math.min(2, clients),
      '-t',
      each,
      '-f',
      script,
      url,
    ];
    const child = spawn(join(programs, 'pgbench'), parameters.map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [status] = await once(child, 'close');
    const found = /^tps = ([\d.]+) /m.exec(await out)?.[1];
    if (status !== 0 || found === undefined) throw new Error(`pgbench ended with ${status}: ${await err}`);
    return Number(found);
  };
}
