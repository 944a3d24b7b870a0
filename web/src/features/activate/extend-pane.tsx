import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Pane } from '../../components/pane.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { activeQuery, eligibleQuery, expiredQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { type Extended, ExtendForm } from './extend-form.tsx';

/** Asks for more of an activation or an assignment; which one stands in the address. */
export default function ExtendPane({ id }: { readonly id: string }) {
  const navigate = useNavigate();
  const eligible = useQuery(eligibleQuery);
  const active = useQuery(activeQuery);
  const expired = useQuery(expiredQuery);
  const close = () => navigate({ to: '.', search: (before) => ({ ...before, extend: undefined }), replace: true });
  const found = find();
  if (found !== null) return <ExtendForm extended={found} onClose={close} />;
  return (
    <Pane title={strings.roles.extend} onClose={close} footer={null}>
      {eligible.isPending || active.isPending || expired.isPending ? <RowSkeletons /> : strings.activate.nothing}
    </Pane>
  );

  function find(): Extended | null {
    const held = active.data?.items.find((each) => each.id === id);
    if (held !== undefined) {
      const purpose = held.assignmentType === 'activated' ? 'moreTime' : 'extend';
      return { purpose, kind: 'active', id, role: held.role, scope: held.scope };
    }
    const mayActivate = eligible.data?.items.find((each) => each.id === id);
    if (mayActivate !== undefined) {
      return { purpose: 'extend', kind: 'eligible', id, role: mayActivate.role, scope: mayActivate.scope };
    }
    const over = expired.data?.items.find((each) => each.id === id);
    return over === undefined ? null : { purpose: 'renew', kind: over.kind, id, role: over.role, scope: over.scope };
  }
}
