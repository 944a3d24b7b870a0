import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PolicySummary } from '../../components/policy-summary.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { SelectionBar } from '../../components/selection-bar.tsx';
import { Time } from '../../components/time.tsx';
import { WhyNotText } from '../../components/why-not.tsx';
import type { EligibleRole } from '../../lib/api-types.ts';
import { useFavourites } from '../../lib/favourites.ts';
import { eligibleQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ActivateButton } from '../activate/activate-button.tsx';
import { Condition } from './condition.tsx';
import { ExtendButton } from './extend-button.tsx';
import { FavouriteButton } from './favourite-button.tsx';
import { matchesFilter, type RoleFilter } from './role-filter.ts';
import { RoleRows, useRowStyles } from './role-rows.tsx';

const words = strings.roles;

/** What can be activated, one or several at once. */
export function EligibleList({ filter }: { readonly filter: RoleFilter }) {
  const eligible = useQuery(eligibleQuery);
  const navigate = useNavigate();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const all = eligible.data?.items ?? [];
  const { isFavourite } = useFavourites();
  const shown = all
    .filter((each) => matchesFilter(each, filter))
    .toSorted((a, b) => Number(isFavourite(b.id)) - Number(isFavourite(a.id)));
  const chosen = all.filter(({ id, whyNotActivate }) => selected.includes(id) && whyNotActivate === null);
  const select = (id: string, isSelected: boolean) =>
    setSelected((before) => (isSelected ? [...before, id] : before.filter((each) => each !== id)));
  const activate = () =>
    navigate({ to: '.', search: (before) => ({ ...before, activate: chosen.map(({ id }) => id).join(',') }) });
  return (
    <>
      <RoleRows
        label={words.eligible}
        query={eligible}
        all={all}
        shown={shown}
        empty={{ title: words.noneEligible, lead: strings.home.eligibleNoneLead }}
        render={(each) => (
          <EligibleRow
            key={each.id}
            eligible={each}
            isSelected={selected.includes(each.id)}
            onSelect={(is) => select(each.id, is)}
          />
        )}
      />
      {chosen.length === 0 ? null : (
        <SelectionBar count={chosen.length} onClear={() => setSelected([])}>
          <Button appearance="primary" onClick={activate}>
            {words.activateSelected(chosen.length)}
          </Button>
        </SelectionBar>
      )}
    </>
  );
}

interface EligibleRowProps {
  readonly eligible: EligibleRole;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}

function EligibleRow({ eligible, isSelected, onSelect }: EligibleRowProps) {
  const styles = useRowStyles();
  const { id, role, scope, through, condition, start, end, terms, whyNotActivate, extension } = eligible;
  return (
    <li className={mergeClasses(styles.row, styles.selectable)}>
      <Checkbox
        checked={isSelected && whyNotActivate === null}
        disabled={whyNotActivate !== null}
        aria-label={words.activateNamed(role.name, scope.displayName)}
        onChange={(_, { checked }) => onSelect(checked === true)}
      />
      <div className={styles.words}>
        <RoleChip role={role} scope={scope} />
        {whyNotActivate === null ? (
          <PolicySummary terms={terms} family={role.family} />
        ) : (
          <WhyNotText whyNot={whyNotActivate} />
        )}
        <Condition condition={condition} />
      </div>
      <div className={styles.quiet}>{through?.displayName ?? words.direct}</div>
      <div className={styles.words}>
        <span>{end === null ? strings.time.noEnd : <Time at={end} as={strings.time.until} />}</span>
        <span className={styles.quiet}>
          <Time at={start} as={words.since} />
        </span>
        {extension.whyNot === null ? null : <WhyNotText whyNot={extension.whyNot} />}
      </div>
      <div className={styles.actions}>
        <FavouriteButton eligible={eligible} />
        <ExtendButton id={id} extension={extension} label={`${words.extend} ${role.name}, ${scope.displayName}`} />
        <ActivateButton eligible={eligible} />
      </div>
    </li>
  );
}
