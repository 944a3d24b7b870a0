import { selectEntriesAfter } from './append-entry.ts';
import type { Engine, Reader } from './engine.ts';
import { entryHash, GENESIS_HASH } from './entry.ts';
import { decodeEvent } from './event-codec.ts';
import { projectEvent } from './projections/project-event.ts';
import { type ProjectedTable, projectedTables } from './schema.ts';

export interface VerificationResult {
  readonly entries: number;
  readonly lastHash: string;
  /** Every entry is there and unchanged; when the tables differ all the same, they can be rebuilt. */
  readonly isChainWhole: boolean;
  /** What is wrong, in words; empty when the ledger is whole. */
  readonly problems: readonly string[];
}

const PAGE = 1000;
const MOST_PROBLEMS = 20;

/**
 * Checks that the sequence is dense, the hash chain is whole, and the tables are what a replay of all events gives; of an
 * older version's database (`ofTables: false`) that it can be replayed.
 */
export async function verifyLedger(
  engine: Pick<Engine, 'snapshot' | 'scratch'>,
  { ofTables = true }: { readonly ofTables?: boolean } = {},
): Promise<VerificationResult> {
  const scratch = await engine.scratch();
  try {
    return await engine.snapshot(async (reader) => {
      const replayed = await replay(reader, scratch);
      const isToCompare = ofTables && replayed.isChainWhole;
      const differences = isToCompare ? await scratch.read((other) => compareTables(reader, other)) : [];
      return { ...replayed, problems: [...replayed.problems, ...differences].slice(0, MOST_PROBLEMS) };
    });
  } finally {
    await scratch.close();
  }
}

async function replay(reader: Reader, scratch: Engine): Promise<VerificationResult> {
  let sequence = 0;
  let lastHash = GENESIS_HASH;
  for (;;) {
    const rows = await reader.all(selectEntriesAfter, { sequence, limit: PAGE });
    if (rows.length === 0) return { entries: sequence, lastHash, isChainWhole: true, problems: [] };
    for (const row of rows) {
      const problem = brokenLink(row, sequence, lastHash);
      if (problem !== null) return { entries: sequence, lastHash, isChainWhole: false, problems: [problem] };
      sequence = row.sequence;
      lastHash = row.hash;
    }
    await scratch.write(async (tx) => {
      for (const { payload, at, sequence: number, hash } of rows) {
        await projectEvent(decodeEvent(payload), at, tx, number, hash);
      }
    });
  }
}

function brokenLink(
  row: Parameters<typeof entryHash>[0] & { hash: string },
  sequence: number,
  hash: string,
): string | null {
  if (row.sequence !== sequence + 1) return `entry ${sequence + 1} is missing: the next one is ${row.sequence}`;
  if (row.previous_hash !== hash) return `entry ${row.sequence} does not follow entry ${sequence}: the chain is broken`;
  if (entryHash(row) !== row.hash) return `entry ${row.sequence} was changed after it was written`;
  return null;
}

async function compareTables(reader: Reader, other: Reader): Promise<string[]> {
  const problems: string[] = [];
  for (const table of Object.keys(projectedTables) as ProjectedTable[]) {
    const rows = await other.query((db) => db.selectFrom(table).selectAll());
    // a newer version may have given the table columns that this one does not know
    const [some] = rows;
    const known: readonly string[] = some === undefined ? projectedTables[table] : Object.keys(some);
    const expected = byKey(table, rows);
    const actual = byKey(table, await reader.query((db) => db.selectFrom(table).select(known as never[])));
    for (const [key, row] of expected) {
      if (!actual.has(key)) problems.push(`table ${table}: row ${key} of the ledger is missing`);
      else if (actual.get(key) !== row) problems.push(`table ${table}: row ${key} differs from the ledger`);
    }
    for (const key of actual.keys()) {
      if (!expected.has(key)) problems.push(`table ${table}: row ${key} does not come from the ledger`);
    }
  }
  return problems;
}

function byKey(table: ProjectedTable, rows: readonly object[]): Map<string, string> {
  return new Map(
    rows.map((row) => {
      const fields = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
      const key = projectedTables[table].map((column) => (row as Record<string, unknown>)[column]).join(' ');
      return [key, JSON.stringify(fields)];
    }),
  );
}
