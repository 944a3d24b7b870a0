import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { PolicySummary } from '../../components/policy-summary.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { WhyNotText } from '../../components/why-not.tsx';
import type { EligibleRole } from '../../lib/api-types.ts';
import { useFavourites } from '../../lib/favourites.ts';
import { eligibleQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ActivateButton } from '../activate/activate-button.tsx';

const SHOWN = 8;

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px 16px', alignItems: 'center', justifyContent: 'space-between' },
  words: { display: 'grid', gap: '2px', minWidth: 0, flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What the person probably wants: their favourites, then what they used last. */
export function EligibleNow() {
  const eligible = useQuery(eligibleQuery);
  const { isFavourite } = useFavourites();
  const items = (eligible.data?.items ?? [])
    .toSorted(byLastUse)
    .sort((a, b) => Number(isFavourite(b.id)) - Number(isFavourite(a.id)));
  return (
    <Section title={strings.home.eligible} action={<Link to="/my-roles">{strings.home.all}</Link>}>
      {eligible.isPending ? <RowSkeletons /> : null}
      {eligible.isError && eligible.data === undefined ? (
        <ErrorState error={eligible.error} onRetry={() => eligible.refetch()} />
      ) : null}
      {eligible.data !== undefined && items.length === 0 ? (
        <EmptyState title={strings.home.eligibleNone} lead={strings.home.eligibleNoneLead} />
      ) : null}
      {items.length === 0 ? null : (
        <ListCard label={strings.home.eligible}>
          {items.slice(0, SHOWN).map((each) => (
            <EligibleRow key={each.id} eligible={each} />
          ))}
        </ListCard>
      )}
    </Section>
  );
}

function EligibleRow({ eligible }: { readonly eligible: EligibleRole }) {
  const styles = useStyles();
  const { role, scope, terms, lastUse, whyNotActivate } = eligible;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <RoleChip role={role} scope={scope} />
        {whyNotActivate === null ? (
          <PolicySummary terms={terms} family={role.family} />
        ) : (
          <WhyNotText whyNot={whyNotActivate} />
        )}
        {lastUse === null || whyNotActivate !== null ? null : (
          <span className={styles.quiet}>
            <Time at={lastUse.at} as={strings.home.lastUsed} />
          </span>
        )}
      </div>
      <ActivateButton eligible={eligible} />
    </li>
  );
}

function byLastUse(a: EligibleRole, b: EligibleRole): number {
  const at = ({ lastUse }: EligibleRole) => (lastUse === null ? 0 : Date.parse(lastUse.at));
  return at(b) - at(a) || a.role.name.localeCompare(b.role.name);
}
