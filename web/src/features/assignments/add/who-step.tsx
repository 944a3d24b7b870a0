import { PickPrincipals } from '../../../components/pick-principals.tsx';
import type { StepProps } from './what-step.tsx';

export function WhoStep({ draft, change }: StepProps) {
  return <PickPrincipals chosen={draft.people} onChange={(people) => change({ people })} />;
}
