/** The zones of the tz database as options of a select, UTC first; `also` is there even where this browser does not know it. */
export function TimeZones({ also }: { readonly also?: string }) {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  const zones = also === undefined || known.includes(also) ? known : [also, ...known];
  return zones.map((zone) => <option key={zone}>{zone}</option>);
}
