import { Button } from '@fluentui/react-components';
import { Link, useNavigate } from '@tanstack/react-router';
import { useWhyNotText } from '../../components/why-not.tsx';
import type { ActiveRole } from '../../lib/api-types.ts';
import { hint } from '../../lib/hint.ts';
import { strings } from '../../strings.ts';

interface ExtendButtonProps {
  /** Of the assignment. */
  readonly id: string;
  readonly label: string;
  readonly extension: NonNullable<ActiveRole['extension']>;
}

/** Asks for more of an assignment; where that is not possible now, says why, and when it opens. */
export function ExtendButton({ id, label, extension }: ExtendButtonProps) {
  const navigate = useNavigate();
  const { whyNot } = extension;
  const why = useWhyNotText(whyNot);
  if (whyNot?.code === 'pendingRequestExists' && whyNot.requestId !== null) {
    return (
      <Link to="/requests/$id" params={{ id: whyNot.requestId }}>
        {strings.activate.see}
      </Link>
    );
  }
  return (
    <Button
      appearance="subtle"
      disabledFocusable={whyNot !== null}
      onClick={() => whyNot === null && navigate({ to: '.', search: (before) => ({ ...before, extend: id }) })}
      aria-label={label}
      {...(why === null ? {} : hint(why))}
    >
      {strings.roles.extend}
    </Button>
  );
}
