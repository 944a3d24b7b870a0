import { Button } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import type { ActiveRole } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

/** Opens the pane for a longer activation. */
export function MoreTimeLink({ held }: { readonly held: ActiveRole }) {
  const navigate = useNavigate();
  return (
    <Button
      appearance="subtle"
      aria-label={`${strings.roles.extendActivation}: ${held.role.name}, ${held.scope.displayName}`}
      onClick={() => navigate({ to: '.', search: (before) => ({ ...before, extend: held.id }) })}
    >
      {strings.roles.extendActivation}
    </Button>
  );
}
