import { type DigestFigures, type DigestItem, type Finding, MOST_NAMED } from './digest.ts';

const trends = ['approved', 'denied', 'expired', 'activations'] as const;
const findings = ['permanent', 'unused', 'endingSoon'] as const;
export type TrendName = (typeof trends)[number];
export type FindingName = (typeof findings)[number];

/** An assignment worth a look, with what the first few are chosen by; times in milliseconds since the epoch. */
export interface TalliedItem extends Omit<DigestItem, 'endAt'> {
  readonly endMs: number | null;
  readonly createdMs: number;
}

/** The figures of a digest while they are added up. */
export interface Tally {
  pending: number;
  readonly trends: Readonly<Record<TrendName, { count: number; before: number }>>;
  readonly findings: Readonly<Record<FindingName, { count: number; readonly first: TalliedItem[] }>>;
}

export function emptyTally(): Tally {
  const trend = () => ({ count: 0, before: 0 });
  const finding = () => ({ count: 0, first: [] });
  return {
    pending: 0,
    trends: { approved: trend(), denied: trend(), expired: trend(), activations: trend() },
    findings: { permanent: finding(), unused: finding(), endingSoon: finding() },
  };
}

/** Counts one more, and names it where it is among the first. */
export function tallyFinding(tally: Tally, name: FindingName, item: TalliedItem): void {
  const finding = tally.findings[name];
  finding.count += 1;
  nameAmongFirst(finding.first, item);
}

/** Adds what was counted elsewhere. */
export function addTally(sum: Tally, part: Tally): void {
  sum.pending += part.pending;
  for (const name of trends) {
    sum.trends[name].count += part.trends[name].count;
    sum.trends[name].before += part.trends[name].before;
  }
  for (const name of findings) {
    sum.findings[name].count += part.findings[name].count;
    for (const item of part.findings[name].first) nameAmongFirst(sum.findings[name].first, item);
  }
}

export function toDigestFigures({ pending, trends, findings }: Tally): DigestFigures {
  const finding = ({ count, first }: Tally['findings'][FindingName]): Finding => ({ count, first: first.map(toItem) });
  return {
    pending,
    approved: { ...trends.approved },
    denied: { ...trends.denied },
    expired: { ...trends.expired },
    activations: { ...trends.activations },
    permanent: finding(findings.permanent),
    unused: finding(findings.unused),
    endingSoon: finding(findings.endingSoon),
  };
}

function toItem({ endMs, createdMs: _, ...item }: TalliedItem): DigestItem {
  return { ...item, endAt: endMs === null ? null : Temporal.Instant.fromEpochMilliseconds(endMs) };
}

function nameAmongFirst(first: TalliedItem[], item: TalliedItem): void {
  const last = first.at(-1);
  if (first.length === MOST_NAMED && last !== undefined && !comesBefore(item, last)) return;
  const at = first.findIndex((other) => comesBefore(item, other));
  first.splice(at === -1 ? first.length : at, 0, item);
  if (first.length > MOST_NAMED) first.pop();
}

/** What has no end, then what ends first; of those what was made first. */
function comesBefore(one: TalliedItem, other: TalliedItem): boolean {
  const ends = (one.endMs ?? Number.NEGATIVE_INFINITY) - (other.endMs ?? Number.NEGATIVE_INFINITY);
  if (one.endMs !== other.endMs) return ends < 0;
  if (one.createdMs !== other.createdMs) return one.createdMs < other.createdMs;
  return one.scheduleId < other.scheduleId;
}
