import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { ScopePath } from '../../components/scope-path.tsx';
import type { PastAccess } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { pastAccessStrings as words } from '../../strings/past-access.ts';

type Item = PastAccess['items'][number];
export type Reason = Item['reasons'][number];
export type Other = Item['others'][number];

const useStyles = makeStyles({
  chain: {
    listStyle: 'none',
    margin: 0,
    padding: '0 0 0 14px',
    display: 'grid',
    gap: '6px',
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  link: { color: tokens.colorBrandForegroundLink },
});

/** From a principal through its groups to the schedule, the role and what of it takes in the operation. */
export function ReasonChain({ reason }: { readonly reason: Reason | Other }) {
  const styles = useStyles();
  const { time } = usePreferences();
  const when = (instant: string) => time.exact(Date.parse(instant));
  const { role, assignedAt, type, through, start, end, condition, requestId } = reason;
  const given = type === 'activated' ? words.activated : words.assigned;
  return (
    <ol className={styles.chain}>
      {through.map(({ group, since, entry, requestId: joinedBy }) => (
        <li key={`${group.id} ${entry ?? joinedBy}`}>
          <Link to="/groups/$id" params={{ id: group.id }} className={styles.link}>
            {words.memberOf(group.displayName)}
          </Link>{' '}
          <span className={styles.quiet}>
            {words.since(when(since))} ·{' '}
            {entry === null ? (
              <Link to="/requests/$id" params={{ id: joinedBy ?? '' }} className={styles.link}>
                {words.request}
              </Link>
            ) : (
              <Link to="/audit" search={{ entry: String(entry) }} className={styles.link}>
                {words.entry(entry)}
              </Link>
            )}
          </span>
        </li>
      ))}
      <li>
        {given(role.name)}
        <ScopePath scope={assignedAt} />
        <div className={styles.quiet}>
          {words.from(when(start))}, {end === null ? words.permanent : words.until(when(end))} ·{' '}
          <Link to="/requests/$id" params={{ id: requestId }} className={styles.link}>
            {words.request}
          </Link>
        </div>
      </li>
      {'pattern' in reason && reason.pattern !== null ? (
        <li className={styles.quiet}>{words.pattern(reason.pattern)}</li>
      ) : null}
      {'obstacle' in reason ? <li className={styles.quiet}>{words.obstacles[reason.obstacle]}</li> : null}
      {condition === null ? null : <li className={styles.quiet}>{words.condition(condition)}</li>}
    </ol>
  );
}
