import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Named columns, each with what a row has in it; null: nothing. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | null>>;

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/;

/** A field by RFC 4180, with an apostrophe before what a spreadsheet would run. */
export function csvField(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvLine(fields: readonly (string | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

/** A whole list as CSV, read page by page while it is sent; `Place` says where a page begins. */
export async function* csvOf<Row, Place>(
  columns: CsvColumns<Row>,
  read: (after: Place | null) => Promise<{ readonly items: readonly Row[]; readonly next: Place | null }>,
): AsyncGenerator<string> {
  // read before the first line is sent, so that a refusal is still answered as one
  let page = await read(null);
  yield csvLine(Object.keys(columns));
  for (;;) {
    const of = Object.values(columns);
    yield page.items.map((row) => csvLine(of.map((column) => column(row)))).join('');
    if (page.next === null) return;
    page = await read(page.next);
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

/** Answers with a file to be kept; its ending says what it is. */
export async function sendLines(
  reply: FastifyReply,
  name: string,
  lines: AsyncGenerator<string>,
): Promise<FastifyReply> {
  const first = await lines.next();
  const rest = async function* () {
    if (first.done !== true) yield first.value;
    yield* lines;
  };
  return reply
    .type(mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(rest()));
}
