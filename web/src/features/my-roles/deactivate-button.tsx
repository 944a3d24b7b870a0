import { Button } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { problemInWords } from '../../components/error-state.tsx';
import { WhyNotText } from '../../components/why-not.tsx';
import type { ActiveRole } from '../../lib/api-types.ts';
import { onClock } from '../../lib/duration.ts';
import { submitOnce, useChange } from '../../lib/submit.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';

const words = strings.roles;

/** Ends an activation; its first five minutes are counted down on the button. What is not the holder's to end has no button. */
export function DeactivateButton({ held }: { readonly held: ActiveRole }) {
  const tell = useTell();
  const now = useNow();
  const { role, scope, whyNotDeactivate: whyNot } = held;
  const deactivate = useChange(() =>
    submitOnce(
      { type: 'selfDeactivate', roleDefinitionId: role.id, scope: scope.path, targetScheduleId: held.id },
      crypto.randomUUID(),
    ),
  );
  if (whyNot !== null && whyNot.opensAt === null) {
    return (
      <>
        <WhyNotText whyNot={whyNot} />
        {held.isPlanned ? (
          <Link to="/requests/$id" params={{ id: held.requestId }}>
            {strings.activate.see}
          </Link>
        ) : null}
      </>
    );
  }
  const opensIn = whyNot === null || whyNot.opensAt === null ? 0 : Date.parse(whyNot.opensAt) - now;
  const isOpen = opensIn <= 0;
  const run = () =>
    deactivate.mutate(undefined, {
      onSuccess: () => tell(words.deactivated(role.name, scope.displayName)),
      onError: (error) => tell(words.deactivate, 'error', problemInWords(error)),
    });
  return (
    <Button
      disabledFocusable={!isOpen || deactivate.isPending}
      aria-label={isOpen ? words.deactivateNamed(role.name, scope.displayName) : undefined}
      onClick={() => isOpen && !deactivate.isPending && run()}
    >
      {isOpen ? words.deactivate : words.deactivateIn(onClock(opensIn))}
    </Button>
  );
}
