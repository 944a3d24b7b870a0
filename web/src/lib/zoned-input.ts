/** The offset of a zone at an instant, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** What a `datetime-local` field shows for an instant in a zone. */
export function toLocalInput(at: number, zone: string): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}

/** The instant that a `datetime-local` field means in a zone; null where it holds none. */
export function fromLocalInput(text: string, zone: string): number | null {
  // a text without a day is read as one of the year 2000
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  if (Number.isNaN(wall)) return null;
  const first = wall - offsetAt(zone, wall);
  // once more: around a change of the clock the first guess used the other offset
  return wall - offsetAt(zone, first);
}

/** The same as the API has it; undefined where it holds none. */
export function instantOfInput(text: string | undefined, zone: string): string | undefined {
  const at = fromLocalInput(text ?? '', zone);
  return at === null ? undefined : new Date(at).toISOString();
}
