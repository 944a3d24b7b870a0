import { Button } from '@fluentui/react-components';
import { Link, useNavigate } from '@tanstack/react-router';
import type { EligibleRole } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

/** Opens the pane for one role. Where its own scope is taken, a narrower one may still be free, so it stays a way in. */
export function ActivateButton({ eligible }: { readonly eligible: EligibleRole }) {
  const navigate = useNavigate();
  const { id, role, scope, whyNotActivate } = eligible;
  if (whyNotActivate?.code === 'pendingRequestExists' && whyNotActivate.requestId !== null) {
    return (
      <Link to="/requests/$id" params={{ id: whyNotActivate.requestId }}>
        {strings.activate.see}
      </Link>
    );
  }
  return (
    <Button
      appearance={whyNotActivate === null ? 'primary' : 'secondary'}
      disabledFocusable={whyNotActivate !== null}
      aria-label={strings.roles.activateNamed(role.name, scope.displayName)}
      onClick={() =>
        whyNotActivate === null && navigate({ to: '.', search: (before) => ({ ...before, activate: id }) })
      }
    >
      {strings.roles.activate}
    </Button>
  );
}
