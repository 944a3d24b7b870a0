import { makeStyles, tokens } from '@fluentui/react-components';
import { Facts } from '../../components/facts.tsx';
import { Initials } from '../../components/initials.tsx';
import { RiskBadge } from '../../components/risk-badge.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import { Time } from '../../components/time.tsx';
import type { DecisionSheet, HistoryItem, WaitingExtension } from '../../lib/api-types.ts';
import { durationInWords } from '../../lib/duration.ts';
import { strings } from '../../strings.ts';

const words = strings.sheet;

const useStyles = makeStyles({
  who: { display: 'flex', gap: '12px', alignItems: 'center' },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  why: { whiteSpace: 'pre-wrap', fontWeight: tokens.fontWeightSemibold },
  role: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

interface RequestFactsProps {
  readonly request: HistoryItem;
  readonly sheet: DecisionSheet | null;
  /** The assignment that would be extended; null: none would, or not for you to decide. */
  readonly now: WaitingExtension['assignment'] | null;
}

/** Who asks for what, where, for how long and why. */
export function RequestFacts({ request, sheet, now }: RequestFactsProps) {
  const styles = useStyles();
  const { requestor, role, scope, duration, start, justification, ticket, status } = request;
  const ticketText = [ticket?.number, ticket?.system].filter((part) => part != null).join(' · ');
  const groups = sheet?.requestorGroups ?? [];
  const asked = duration === null ? strings.time.noEnd : durationInWords(duration);
  const granted = request.granted?.duration ?? null;
  const howLong = granted === null ? asked : strings.requests.lessOf(durationInWords(granted), asked);
  return (
    <>
      <div className={styles.who}>
        <Initials name={requestor.displayName} size={40} />
        <div>
          <div className={styles.name}>{requestor.displayName}</div>
          <div className={styles.quiet}>{requestor.userName ?? requestor.email}</div>
          {groups.length === 0 ? null : <div className={styles.quiet}>{groups.join(', ')}</div>}
        </div>
      </div>
      <Facts
        facts={{
          [strings.roles.columns.role]: (
            <span className={styles.role}>
              {role.name} <RiskBadge risk={role.risk} />
            </span>
          ),
          [words.whatItCan]: sheet?.roleDescription === '*' ? words.everything : sheet?.roleDescription || null,
          [words.where]: <ScopePath scope={scope} />,
          [words.assignmentEnds]: now === null ? null : now.end === null ? strings.time.noEnd : <Time at={now.end} />,
          [words.howLong]: howLong,
          [words.starts]: start === null ? status === 'Pending' ? words.atOnce : null : <Time at={start} />,
          [words.why]: <span className={styles.why}>{justification ?? words.noReason}</span>,
          [words.ticket]: ticketText === '' ? null : ticketText,
          [words.condition]: sheet?.condition == null ? null : <code className={styles.code}>{sheet.condition}</code>,
          [words.eligibilityEnds]: sheet?.eligibilityEndsAt == null ? null : <Time at={sheet.eligibilityEndsAt} />,
        }}
      />
    </>
  );
}
