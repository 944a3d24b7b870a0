import { useQuery } from '@tanstack/react-query';
import { Countdown } from '../../components/countdown.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { Time } from '../../components/time.tsx';
import { WhyNotText } from '../../components/why-not.tsx';
import type { ActiveRole } from '../../lib/api-types.ts';
import { activeQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { MoreTimeLink } from '../activate/more-time-link.tsx';
import { Condition } from './condition.tsx';
import { DeactivateButton } from './deactivate-button.tsx';
import { ExtendButton } from './extend-button.tsx';
import { matchesFilter, type RoleFilter } from './role-filter.ts';
import { RoleRows, useRowStyles } from './role-rows.tsx';

const words = strings.roles;

/** What the person holds or will hold. */
export function ActiveList({ filter }: { readonly filter: RoleFilter }) {
  const active = useQuery(activeQuery);
  const all = active.data?.items ?? [];
  return (
    <RoleRows
      label={words.active}
      query={active}
      all={all}
      shown={all.filter((each) => matchesFilter(each, filter))}
      empty={{ title: words.noneActive, lead: words.noneActiveLead }}
      render={(each) => <ActiveRow key={each.id} held={each} />}
    />
  );
}

function ActiveRow({ held }: { readonly held: ActiveRole }) {
  const styles = useRowStyles();
  const { id, role, scope, through, condition, start, end, isPlanned, assignmentType, extension } = held;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <RoleChip role={role} scope={scope} />
        <Condition condition={condition} />
      </div>
      <div className={styles.words}>
        <span>{words[assignmentType]}</span>
        <span className={styles.quiet}>{through?.displayName ?? words.direct}</span>
      </div>
      <div className={styles.quiet}>
        {isPlanned ? <Time at={start} as={words.planned} /> : end === null ? strings.time.noEnd : null}
        {isPlanned || end === null ? null : <Countdown start={start} end={end} />}
        {isPlanned ? null : <Time at={start} as={words.since} />}
        {extension?.whyNot == null || end === null ? null : <WhyNotText whyNot={extension.whyNot} />}
      </div>
      <div className={styles.actions}>
        {extension === null ? null : (
          <ExtendButton id={id} extension={extension} label={`${words.extend} ${role.name}, ${scope.displayName}`} />
        )}
        {assignmentType === 'activated' && !isPlanned ? <MoreTimeLink held={held} /> : null}
        {assignmentType === 'activated' ? <DeactivateButton held={held} /> : null}
      </div>
    </li>
  );
}
