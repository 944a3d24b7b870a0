import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { eligibleQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ActivateForm } from './activate-form.tsx';

/** Activates one role or several; which ones stands in the address. */
export default function ActivatePane({ ids }: { readonly ids: readonly string[] }) {
  const navigate = useNavigate();
  const eligible = useQuery(eligibleQuery);
  const all = eligible.data?.items ?? [];
  const chosen = all.filter(({ id }) => ids.includes(id));
  const choose = (next: readonly string[]) =>
    navigate({
      to: '.',
      search: (before) => ({ ...before, activate: next.length === 0 ? undefined : next.join(',') }),
      // nobody comes back by the back button to what is sent or closed
      replace: true,
    });
  const close = () => choose([]);
  if (chosen.length > 0) {
    return <ActivateForm chosen={chosen} all={all} onChoose={choose} onClose={close} />;
  }
  return (
    <Pane title={strings.activate.title(1)} onClose={close} footer={null}>
      {eligible.isPending ? <RowSkeletons /> : null}
      {eligible.isError ? <ErrorState error={eligible.error} onRetry={() => eligible.refetch()} /> : null}
      {eligible.isSuccess ? strings.activate.nothing : null}
    </Pane>
  );
}
