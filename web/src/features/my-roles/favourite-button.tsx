import { Button } from '@fluentui/react-components';
import { StarFilled, StarRegular } from '@fluentui/react-icons';
import type { EligibleRole } from '../../lib/api-types.ts';
import { useFavourites } from '../../lib/favourites.ts';
import { strings } from '../../strings.ts';

/** Marks a role that the person activates often: it stands first. */
export function FavouriteButton({ eligible: { id, role, scope } }: { readonly eligible: EligibleRole }) {
  const { isFavourite, toggle } = useFavourites();
  const is = isFavourite(id);
  return (
    <Button
      appearance="subtle"
      icon={is ? <StarFilled /> : <StarRegular />}
      aria-pressed={is}
      aria-label={strings.roles.favourite(role.name, scope.displayName)}
      title={strings.roles.favouriteHint}
      onClick={() => toggle(id)}
    />
  );
}
