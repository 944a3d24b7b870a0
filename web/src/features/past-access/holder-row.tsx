import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  PersonProhibitedRegular,
  QuestionCircleRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { PastAccess } from '../../lib/api-types.ts';
import { pastAccessStrings as words } from '../../strings/past-access.ts';
import { ReasonChain } from './reason-chain.tsx';

type Item = PastAccess['items'][number];

const icons = {
  granted: CheckmarkCircleRegular,
  conditional: QuestionCircleRegular,
  denied: DismissCircleRegular,
  none: SubtractCircleRegular,
  disabled: PersonProhibitedRegular,
  unknown: SubtractCircleRegular,
} as const;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '10px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center', justifyContent: 'space-between' },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  outcome: { display: 'inline-flex', alignItems: 'center', gap: '4px', fontWeight: tokens.fontWeightSemibold },
  held: { color: tokens.colorStatusSuccessForeground1 },
  notHeld: { color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3 },
  summary: { cursor: 'pointer', color: tokens.colorNeutralForeground2 },
  others: { display: 'grid', gap: '10px', paddingTop: '8px' },
});

/** One principal: what it could, and by which chains of reasons. */
export function HolderRow({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const { principal, outcome, reasons, others, deniedBy } = item;
  const Icon = icons[outcome];
  const lead = words.outcomeLeads[outcome];
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        {principal.kind === 'user' ? (
          <Link to="/people/$id" params={{ id: principal.id }} className={styles.name}>
            {principal.displayName}
          </Link>
        ) : (
          <span className={styles.name}>{principal.displayName}</span>
        )}
        <span className={mergeClasses(styles.outcome, outcome === 'granted' ? styles.held : styles.notHeld)}>
          <Icon aria-hidden="true" />
          {words.outcomes[outcome]}
        </span>
      </div>
      {outcome === 'denied' ? (
        <div>{deniedBy === null ? words.deniedBySome : words.deniedBy(deniedBy.name)}</div>
      ) : null}
      {lead === undefined ? null : <div className={styles.quiet}>{lead}</div>}
      {reasons.map((reason) => (
        <ReasonChain key={reason.scheduleId} reason={reason} />
      ))}
      {others.length === 0 ? null : (
        <details>
          <summary className={styles.summary}>
            {words.others} ({others.length})
          </summary>
          <div className={styles.others}>
            {others.map((other) => (
              <ReasonChain key={other.scheduleId} reason={other} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
