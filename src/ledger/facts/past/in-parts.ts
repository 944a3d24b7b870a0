/** No engine takes a list of values of any length. */
const AT_ONCE = 5000;

/** What is read for many ids, read in parts. */
export async function inParts<Id, Row>(
  ids: Iterable<Id>,
  read: (some: readonly Id[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const all = [...ids];
  const rows: Row[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) rows.push(...(await read(all.slice(from, from + AT_ONCE))));
  return rows;
}
