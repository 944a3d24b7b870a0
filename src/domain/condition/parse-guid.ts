const DASHED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UNDASHED = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;

/** A dashed or undashed GUID as dashed lower case; undefined for anything else (conditions.md §2). */
export function parseGuid(text: string): string | undefined {
  if (DASHED.test(text)) return text.toLowerCase();
  if (UNDASHED.test(text)) return text.replace(UNDASHED, '$1-$2-$3-$4-$5').toLowerCase();
  return undefined;
}
