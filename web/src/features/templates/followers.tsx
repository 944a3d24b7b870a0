import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { ChoiceFilter } from '../../components/filter-bar.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import type { PolicyTemplate, TemplateTarget } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { roleStrings, settingStrings } from '../../strings/roles.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { ruleInWords } from '../roles/settings/rule-words.ts';
import { applyTemplate, detachTemplate, followersQuery, type Target } from './template-queries.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gap: '8px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', justifyContent: 'space-between', alignItems: 'center' },
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  drift: { margin: 0, padding: '0 0 0 14px', listStyle: 'none', display: 'grid', gap: '8px' },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  stated: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
  state: { fontWeight: tokens.fontWeightSemibold },
  drifted: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** What follows a template; each is brought back to it, or let go. */
export function Followers({ template }: { readonly template: PolicyTemplate }) {
  const tell = useTell();
  const styles = useStyles();
  const { state } = useSearch({ from: '/templates/$id' });
  const navigate = useNavigate({ from: '/templates/$id' });
  const list = useInfiniteQuery(followersQuery(template.id, state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const apply = useChange((asked: { targets: readonly Target[] } | { members: true }) =>
    applyTemplate(template.id, asked),
  );
  const detach = useChange((targets: readonly Target[]) => detachTemplate(template.id, targets));
  const applyTo = (asked: { targets: readonly Target[] } | { members: true }) =>
    apply.mutate(asked, {
      onSuccess: ({ targets }) => tell(words.applied(targets.length)),
      onError: (error) => tell(words.mend, 'error', problemInWords(error)),
    });
  const letGo = (target: Target) =>
    detach.mutate([target], {
      onSuccess: () => tell(words.detached),
      onError: (error) => tell(words.detach, 'error', problemInWords(error)),
    });
  const differing = items.filter((each) => each.drift.length > 0 || each.isOutdated).length;
  return (
    <Section
      title={words.followers}
      action={
        <div className={styles.actions}>
          <ChoiceFilter
            label={words.state}
            value={state}
            choices={words.states}
            onChange={(next) => navigate({ search: (before) => ({ ...before, state: next }), replace: true })}
          />
          {items.length === 0 ? null : (
            <ConfirmButton
              label={words.applyAgain}
              consequence={words.applyAgainLead(differing)}
              isPending={apply.isPending}
              onConfirm={() => applyTo({ members: true })}
            />
          )}
        </div>
      }
    >
      {list.isPending ? <RowSkeletons count={2} /> : null}
      {list.isError ? <ErrorState error={list.error} /> : null}
      {list.isSuccess && items.length === 0 ? (
        <EmptyState title={words.noFollowers} lead={words.noFollowersLead} />
      ) : null}
      {items.length === 0 ? null : (
        <ListCard label={words.followers}>
          {items.map((follower) => (
            <li key={`${follower.role.id} ${follower.scope.path}`}>
              <Follower
                follower={follower}
                isPending={apply.isPending || detach.isPending}
                onApply={(target) => applyTo({ targets: [target] })}
                onDetach={letGo}
              />
            </li>
          ))}
        </ListCard>
      )}
      <LoadMore list={list} />
    </Section>
  );
}

interface FollowerProps {
  readonly follower: TemplateTarget;
  readonly isPending: boolean;
  readonly onApply: (target: Target) => void;
  readonly onDetach: (target: Target) => void;
}

function Follower({ follower, isPending, onApply, onDetach }: FollowerProps) {
  const styles = useStyles();
  const { role, scope, drift, isOutdated, isRemoved } = follower;
  const target = { roleDefinitionId: role.id, scope: scope.path };
  const isAsStated = drift.length === 0 && !isOutdated && !isRemoved;
  const state = isRemoved ? words.removedPolicy : drift.length > 0 ? words.drifted : words.outdated;
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        <RoleChip role={role} scope={scope} />
        <div className={styles.actions}>
          <span className={isAsStated ? styles.state : styles.drifted}>{isAsStated ? words.asStated : state}</span>
          <Link to="/roles/$id" params={{ id: role.id }} search={{ scope: scope.path }}>
            {roleStrings.settings}
          </Link>
          {isAsStated ? null : (
            <Button
              aria-label={words.mendOf(role.name, scope.displayName)}
              disabledFocusable={isPending}
              onClick={() => !isPending && onApply(target)}
            >
              {words.mend}
            </Button>
          )}
          <Button
            appearance="subtle"
            aria-label={words.detachOf(role.name, scope.displayName)}
            disabledFocusable={isPending}
            onClick={() => !isPending && onDetach(target)}
          >
            {words.detach}
          </Button>
        </div>
      </div>
      {drift.length === 0 ? null : (
        <ul className={styles.drift}>
          {drift.map(({ rule, stated, now, changedBy }) => (
            <li key={rule}>
              <div className={styles.name}>
                {settingStrings.names[rule]}
                {changedBy === null ? '' : `, ${words.changedBy(changedBy.displayName)}`}
              </div>
              <div className={styles.stated}>{ruleInWords(rule, { [rule]: stated })}</div>
              <div>{ruleInWords(rule, { [rule]: now })}</div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
