import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { PolicySummary } from '../../components/policy-summary.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import type { EligibleRole, Scope } from '../../lib/api-types.ts';
import { scopesQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { ScopePicker } from './scope-picker.tsx';

const words = strings.activate;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: '8px',
    padding: '12px',
    borderRadius: tokens.borderRadiusLarge,
    background: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px', alignItems: 'start' },
  narrow: { justifySelf: 'start', marginLeft: '-8px' },
});

interface ChosenRoleProps {
  readonly role: EligibleRole;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  /** null: it is the only one. */
  readonly onRemove: (() => void) | null;
}

/** A role that is to be activated: what it asks for, and where, which can be narrowed. */
export function ChosenRole({ role, scope, onScope, onRemove }: ChosenRoleProps) {
  const styles = useStyles();
  const [isNarrowing, setNarrowing] = useState(false);
  const canNarrow = role.role.family === 'resource' && role.scope.kind !== 'resource';
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <RoleChip role={role.role} scope={scope} />
        {onRemove === null ? null : (
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={words.remove(role.role.name)}
            onClick={onRemove}
          />
        )}
      </div>
      <PolicySummary terms={role.terms} family={role.role.family} />
      {canNarrow ? (
        <Button
          appearance="subtle"
          size="small"
          className={styles.narrow}
          aria-expanded={isNarrowing}
          onClick={() => setNarrowing(!isNarrowing)}
        >
          {words.whereHint}
        </Button>
      ) : null}
      {isNarrowing ? (
        <ScopePicker
          scopesOf={(search) => scopesQuery(role.id, search)}
          top={role.scope.path}
          chosen={scope.path}
          onChoose={(chosen) => {
            onScope(chosen);
            setNarrowing(false);
          }}
        />
      ) : null}
    </div>
  );
}
