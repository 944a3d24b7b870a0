import { Button, makeStyles } from '@fluentui/react-components';
import { Facts } from '../../../components/facts.tsx';
import { PickRole } from '../../../components/pick-role.tsx';
import { PickScope } from '../../../components/pick-scope.tsx';
import { RiskBadge } from '../../../components/risk-badge.tsx';
import { addStrings as words } from '../../../strings/assignments.ts';
import type { AssignDraft } from './assign-draft.ts';

const useStyles = makeStyles({ chosen: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap' } });

export interface StepProps {
  readonly draft: AssignDraft;
  readonly change: (some: Partial<AssignDraft>) => void;
}

/** Where, and which of the roles that can be assigned there. */
export function WhatStep({ draft: { scope, role }, change }: StepProps) {
  const styles = useStyles();
  return (
    <>
      {scope === null ? (
        <PickScope chosen={scope} onChoose={(chosen) => change({ scope: chosen, role: null })} />
      ) : (
        <Facts
          facts={{
            [words.chooseScope]: (
              <div className={styles.chosen}>
                {scope.displayName}
                <Button size="small" onClick={() => change({ scope: null, role: null })}>
                  {words.change}
                </Button>
              </div>
            ),
            [words.chooseRole]:
              role === null ? null : (
                <div className={styles.chosen}>
                  {role.name} <RiskBadge risk={role.risk} />
                </div>
              ),
          }}
        />
      )}
      {scope === null ? null : (
        <PickRole at={scope.path} chosen={role} onChoose={(chosen) => change({ role: chosen })} />
      )}
    </>
  );
}
