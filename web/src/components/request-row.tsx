import { makeStyles, tokens } from '@fluentui/react-components';
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

/** A request in a list: what became of it, what was asked, why, and when. */
export function RequestRow({ request, showsWho }: RequestRowProps) {
  const styles = useStyles();
  const { id, status, type, role, scope, duration, justification, requestedAt, decidedBy, requestor } = request;
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
              {duration === null ? '' : ` · ${durationInWords(duration)}`}
            </span>
          </div>
          <span className={styles.reason}>{justification}</span>
          <div className={styles.words}>
            {showsWho ? <span>{requestor.displayName}</span> : null}
            <span className={styles.quiet}>
              <Time at={requestedAt} as={strings.requests.asked} />
            </span>
            {decidedBy === null ? null : (
              <span className={styles.quiet}>{strings.requests.by(decidedBy.displayName ?? decidedBy.id)}</span>
            )}
          </div>
        </div>
      </RequestLink>
    </li>
  );
}
