import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { HistoryItem } from '../lib/api-types.ts';
import { durationInWords } from '../lib/duration.ts';
import { strings } from '../strings.ts';
import { RequestLink } from './request-link.tsx';
import { RiskBadge } from './risk-badge.tsx';
import { StatusBadge } from './status-badge.tsx';
import { Time } from './time.tsx';

const NARROW = '@media (max-width: 860px)';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '110px minmax(0, 1.6fr) minmax(0, 1.6fr) minmax(0, 1.2fr)',
    gap: '6px 20px',
    alignItems: 'center',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { display: 'flex', gap: '8px', flexWrap: 'wrap', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  reason: {
    overflow: 'hidden',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    color: tokens.colorNeutralForeground2,
  },
});

interface RequestRowProps {
  readonly request: HistoryItem;
  /** Whether it says who asked. */
  readonly showsWho: boolean;
}

/** A request in a list: what was asked and why, who decided it with which words, and what became of it. */
export function RequestRow({ request, showsWho }: RequestRowProps) {
  const styles = useStyles();
  const { id, status, type, role, scope, justification, requestedAt, requestor } = request;
  const { decidedBy, decidedAt, comment, activatedAt, deactivatedAt } = request;
  const duration = howLong(request);
  return (
    <li>
      <RequestLink id={id}>
        <div className={styles.row}>
          <div>
            <StatusBadge status={status} />
          </div>
          <div className={styles.words}>
            <span className={styles.name}>
              {role.name} <RiskBadge risk={role.risk} />
            </span>
            <span className={styles.quiet}>
              {scope.displayName} · {strings.requests.types[type] ?? type}
              {duration === null ? '' : ` · ${duration}`}
            </span>
          </div>
          <div className={styles.words}>
            <span className={styles.reason}>{justification}</span>
            {comment === null ? null : (
              <span className={mergeClasses(styles.reason, styles.quiet)}>{strings.requests.answered(comment)}</span>
            )}
          </div>
          <div className={styles.words}>
            {showsWho ? <span>{requestor.displayName}</span> : null}
            <span className={styles.quiet}>
              <Time at={requestedAt} as={strings.requests.asked} />
            </span>
            {decidedBy === null || decidedAt === null ? null : (
              <span className={styles.quiet}>
                <Time
                  at={decidedAt}
                  as={(when) => strings.requests.decided(decidedBy.displayName ?? decidedBy.id, when)}
                />
              </span>
            )}
            {activatedAt === null ? null : (
              <span className={styles.quiet}>
                {deactivatedAt === null ? (
                  <Time at={activatedAt} as={strings.requests.activeSince} />
                ) : (
                  <Time at={deactivatedAt} as={strings.requests.ended} />
                )}
              </span>
            )}
          </div>
        </div>
      </RequestLink>
    </li>
  );
}

/** The time that was asked for, and what was granted of it where that is less. */
function howLong({ duration, granted }: HistoryItem): string | null {
  if (duration === null) return null;
  const asked = durationInWords(duration);
  const less = granted?.duration ?? null;
  return less === null ? asked : strings.requests.lessOf(durationInWords(less), asked);
}
