import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { RiskBadge } from '../../components/risk-badge.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import type { PendingApproval } from '../../lib/api-types.ts';
import { durationInWords, leftInWords } from '../../lib/duration.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings.ts';

const words = strings.approvals;
const NARROW = '@media (max-width: 860px)';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1.3fr) minmax(0, 1.5fr) minmax(0, 2fr) auto',
    gap: '6px 16px',
    alignItems: 'center',
    [NARROW]: { gridTemplateColumns: '32px minmax(0, 1fr)', '& > :nth-child(n + 3)': { gridColumn: 2 } },
  },
  words: { display: 'grid', gap: '2px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  role: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  reason: { overflow: 'hidden', display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical' },
  soon: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
});

const SOON_MS = 3_600_000;

interface ApprovalRowProps {
  readonly waiting: PendingApproval;
  readonly type: string;
  /** null: it is decided by itself. */
  readonly selection: { readonly isSelected: boolean; readonly onSelect: (is: boolean) => void } | null;
}

/** Who asks for what and why, and how much time is left. */
export function ApprovalRow({ waiting, type, selection }: ApprovalRowProps) {
  const styles = useStyles();
  const { id, requestor, role, scope, duration, justification, ticket, expiresAt } = waiting;
  const left = Date.parse(expiresAt) - useNow();
  return (
    <li className={styles.row}>
      {selection === null ? (
        <span />
      ) : (
        <Checkbox
          checked={selection.isSelected}
          aria-label={words.select(requestor.displayName, role.name)}
          onChange={(_, { checked }) => selection.onSelect(checked === true)}
        />
      )}
      <div className={styles.words}>
        <Link to="/requests/$id" params={{ id }} className={styles.name}>
          {requestor.displayName}
        </Link>
        <span className={styles.quiet}>
          {strings.requests.types[type] ?? type}
          {duration === null ? '' : ` · ${durationInWords(duration)}`}
        </span>
      </div>
      <div className={styles.words}>
        <span className={styles.role}>
          {role.name} <RiskBadge risk={role.risk} />
        </span>
        <ScopePath scope={scope} />
      </div>
      <div className={styles.words}>
        <span className={styles.reason}>{justification ?? strings.sheet.noReason}</span>
        {ticket?.number == null ? null : <span className={styles.quiet}>{ticket.number}</span>}
      </div>
      <span className={mergeClasses(styles.quiet, left < SOON_MS && styles.soon)}>
        {words.expires(leftInWords(left))}
      </span>
    </li>
  );
}
