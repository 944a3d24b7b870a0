import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Page, PageRequest } from '../../queries/page.ts';

/** Named columns, each with what a row has in it; null: nothing. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | null>>;

const ROWS_A_READ = 500;
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

/** A whole list as CSV, read page by page while it is sent. */
export async function* csvOf<Row>(
  columns: CsvColumns<Row>,
  read: (page: PageRequest) => Promise<Page<Row>>,
): AsyncGenerator<string> {
  // read before the first line is sent, so that a refusal is still answered as one
  let page = await read({ limit: ROWS_A_READ, after: null });
  yield csvLine(Object.keys(columns));
  for (;;) {
    const of = Object.values(columns);
    yield page.items.map((row) => csvLine(of.map((column) => column(row)))).join('');
    if (page.next === null) return;
    page = await read({ limit: ROWS_A_READ, after: page.next });
  }
}

/** Answers with a file to be kept. */
export async function sendCsv(reply: FastifyReply, name: string, lines: AsyncGenerator<string>): Promise<FastifyReply> {
  const first = await lines.next();
  const rest = async function* () {
    if (first.done !== true) yield first.value;
    yield* lines;
  };
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(rest()));
}
