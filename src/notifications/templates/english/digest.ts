import { type DigestPeriod, ENDING_SOON_DAYS, type Trend, UNUSED_DAYS } from '../../../domain/digest/digest.ts';
import { type Block, facts, type Letter, type LetterReader, paragraph } from '../letter.ts';
import { line } from '../one-line.ts';
import { instantInWords, untilInWords } from './time-in-words.ts';

export interface NamedAssignment {
  readonly kind: 'eligible' | 'active';
  /** Display names. */
  readonly holder: string;
  readonly roleName: string;
  readonly scopeName: string;
  readonly endAt: Temporal.Instant | null;
}

export interface NamedFinding {
  readonly count: number;
  readonly first: readonly NamedAssignment[];
}

export interface DigestModel extends DigestPeriod {
  readonly pending: number;
  readonly approved: Trend;
  readonly denied: Trend;
  readonly expired: Trend;
  readonly activations: Trend;
  readonly permanent: NamedFinding;
  readonly unused: NamedFinding;
  readonly endingSoon: NamedFinding;
  readonly link: string;
  readonly preferencesLink: string;
}

/** How it stands with what an administrator administers, and how it went since the last time. */
export function digestLetter(model: DigestModel, to: LetterReader): Letter {
  const { cadence, sinceAt, untilAt, pending, approved, denied, expired, activations, endingSoon } = model;
  const period = cadence === 'weekly' ? 'week' : 'day';
  const isOver = `from ${instantInWords(sinceAt, to)} ${untilInWords(untilAt, to)}`;
  const now = [`${pending} pending`, `${activations.count} activated`, `${endingSoon.count} ending soon`];
  const kindOf = ({ kind }: NamedAssignment) => kind;
  return {
    subject: `Your ${cadence} digest: ${now.join(', ')}`,
    blocks: [
      paragraph(`The roles that you administer, ${isOver}, beside the ${period} before.`),
      facts(
        ['Pending', String(pending)],
        ['Approved', trendInWords(approved)],
        ['Denied', trendInWords(denied)],
        ['Expired', trendInWords(expired)],
        ['Activations', trendInWords(activations)],
      ),
      ...findingBlock(`ending within ${ENDING_SOON_DAYS} days`, endingSoon, (item) => untilInWords(item.endAt, to)),
      ...findingBlock('permanent: active without an end', model.permanent, () => ''),
      ...findingBlock(`not activated in ${UNUSED_DAYS} days`, model.unused, kindOf),
      {
        kind: 'list',
        heading: 'To get this daily, weekly or not at all',
        items: [{ text: 'Your preferences', link: model.preferencesLink }],
      },
    ],
    button: { label: 'Open the overview', link: model.link },
  };
}

/** `12, up from 9`. */
function trendInWords({ count, before }: Trend): string {
  return count === before ? `${count}, as before` : `${count}, ${count > before ? 'up' : 'down'} from ${before}`;
}

function findingBlock(
  title: string,
  { count, first }: NamedFinding,
  further: (item: NamedAssignment) => string,
): readonly Block[] {
  if (count === 0) return [];
  const items = first.map((item) => {
    const more = further(item);
    const said = line`${item.holder}: ${item.roleName} on ${item.scopeName}`;
    return { text: more === '' ? said : `${said}, ${more}`, link: null };
  });
  const others = count - items.length;
  const rest = others > 0 ? [{ text: `and ${others} more`, link: null }] : [];
  return [{ kind: 'list', heading: `${count} ${title}`, items: [...items, ...rest] }];
}
