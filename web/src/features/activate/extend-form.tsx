import { Button, Field, Input, makeStyles, ToggleButton } from '@fluentui/react-components';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import type { Risk, Scope, Submission } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';
import { ExtendOutcome } from './extend-outcome.tsx';
import { ReasonField } from './reason-field.tsx';
import { useActivate } from './use-activate.ts';
import { type DryRun, useDryRuns } from './use-dry-runs.ts';

const words = strings.extend;

/** What more is asked of. */
export interface Extended {
  readonly purpose: 'moreTime' | 'extend' | 'renew';
  readonly kind: 'eligible' | 'active';
  /** Of the activation or assignment. */
  readonly id: string;
  readonly role: { readonly id: string; readonly name: string; readonly risk?: Risk };
  readonly scope: Scope;
}

const steps = {
  moreTime: [
    ['PT30M', '30 min'],
    ['PT1H', '1 h'],
    ['PT2H', '2 h'],
    ['PT4H', '4 h'],
  ],
  extend: [
    ['P30D', '30 days'],
    ['P90D', '90 days'],
    ['P180D', '180 days'],
    ['P365D', '365 days'],
  ],
} as const;

const useStyles = makeStyles({
  steps: { display: 'flex', gap: '8px', flexWrap: 'wrap', border: 'none', margin: 0, padding: 0 },
});

export function ExtendForm({ extended, onClose }: { readonly extended: Extended; readonly onClose: () => void }) {
  const styles = useStyles();
  const tell = useTell();
  const { purpose, kind, id, role, scope } = extended;
  const isMoreTime = purpose === 'moreTime';
  const choices = isMoreTime ? steps.moreTime : steps.extend;
  const name = `extend.${id}`;
  const [draft, setDraft] = useDraft(name, { duration: choices[1][0] as string, reason: '', ticket: '' });
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const submission: Submission = {
    type: purpose === 'renew' ? 'selfRenew' : 'selfExtend',
    kind,
    roleDefinitionId: role.id,
    scope: scope.path,
    targetScheduleId: id,
    duration: draft.duration,
    ...(draft.reason.trim() === '' ? {} : { justification: draft.reason.trim() }),
    ...(draft.ticket.trim() === '' ? {} : { ticket: { number: draft.ticket.trim() } }),
  };
  const [run] = useDryRuns([submission]) as [DryRun];
  const ask = useActivate();
  const isRefused = run.isCurrent && run.problem !== null;
  const isTicketAsked =
    draft.ticket !== '' || run.problem?.problem.rules?.some(({ rule }) => rule.startsWith('ticket'));
  const title = { moreTime: words.moreTitle, extend: words.title, renew: words.renewTitle }[purpose](role.name);

  function submit() {
    if (ask.isPending || isRefused) return;
    ask.mutate([submission], {
      onSuccess([result]) {
        if (result?.outcome == null) return tell(title, 'error', problemInWords(result?.error));
        const waits = isMoreTime ? words.doneWaits : words.done;
        tell(result.outcome.waitsFor === null ? words.doneMore : waits);
        forgetDraft(name);
        onClose();
      },
      onError: (error) => tell(title, 'error', problemInWords(error)),
    });
  }

  return (
    <Pane
      title={title}
      onClose={onClose}
      footer={
        <>
          <ExtendOutcome run={run} />
          <Button appearance="primary" size="large" disabledFocusable={ask.isPending || isRefused} onClick={submit}>
            {words.submit}
          </Button>
        </>
      }
    >
      <RoleChip role={role} scope={scope} />
      <div>{isMoreTime ? words.moreLead : words.lead}</div>
      <fieldset className={styles.steps} aria-label={words.days}>
        {choices.map(([duration, label]) => (
          <ToggleButton
            key={duration}
            shape="circular"
            checked={draft.duration === duration}
            onClick={() => change({ duration })}
          >
            {label}
          </ToggleButton>
        ))}
      </fieldset>
      <ReasonField
        value={draft.reason}
        isRequired
        problem={run.problem?.problem.rules?.find(({ rule }) => rule.startsWith('justification'))?.message ?? null}
        suggestion={null}
        onChange={(reason) => change({ reason })}
      />
      {isTicketAsked ? (
        <Field label={strings.activate.ticketNumber}>
          <Input value={draft.ticket} onChange={(_, { value }) => change({ ticket: value })} />
        </Field>
      ) : null}
    </Pane>
  );
}
