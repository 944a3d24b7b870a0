import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { RoleChip } from '../../components/role-chip.tsx';
import { Time } from '../../components/time.tsx';
import type { ExpiredAssignment } from '../../lib/api-types.ts';
import { expiredQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { matchesFilter, type RoleFilter } from './role-filter.ts';
import { RoleRows, useRowStyles } from './role-rows.tsx';

const words = strings.roles;

/** What expired and can be renewed. */
export function ExpiredList({ filter }: { readonly filter: RoleFilter }) {
  const expired = useQuery(expiredQuery);
  const all = expired.data?.items ?? [];
  return (
    <RoleRows
      label={words.expired}
      query={expired}
      all={all}
      shown={all.filter((each) => matchesFilter(each, filter))}
      empty={{ title: words.noneExpired, lead: words.noneExpiredLead }}
      render={(each) => <ExpiredRow key={each.id} expired={each} />}
    />
  );
}

function ExpiredRow({ expired }: { readonly expired: ExpiredAssignment }) {
  const styles = useRowStyles();
  const navigate = useNavigate();
  const { id, role, scope, kind, expired: expiredAt, renewableUntil, openRequestId, principal } = expired;
  return (
    <li className={styles.row}>
      <RoleChip role={role} scope={scope} />
      <div className={styles.words}>
        <span>{kind === 'eligible' ? words.eligible : words.active}</span>
        <span className={styles.quiet}>{principal.kind === 'group' ? principal.displayName : words.direct}</span>
      </div>
      <div className={styles.words}>
        <Time at={expiredAt} />
        <span className={styles.quiet}>
          <Time at={renewableUntil} as={words.renewUntil} />
        </span>
      </div>
      <div className={styles.actions}>
        {openRequestId === null ? (
          <Button
            aria-label={`${words.renew} ${role.name}, ${scope.displayName}`}
            onClick={() => navigate({ to: '.', search: (before) => ({ ...before, extend: id }) })}
          >
            {words.renew}
          </Button>
        ) : (
          <Link to="/requests/$id" params={{ id: openRequestId }}>
            {words.waits}
          </Link>
        )}
      </div>
    </li>
  );
}
