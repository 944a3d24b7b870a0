import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import type { EligibleRole, Submission } from '../../lib/api-types.ts';
import { forgetDraft } from '../../lib/draft.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { useTell } from '../../lib/use-tell.ts';
import { toLocalInput } from '../../lib/zoned-input.ts';
import { strings } from '../../strings.ts';
import {
  ACTIVATION_DRAFT,
  type ActivationDraft,
  longestOf,
  minutesFor,
  submissionFor,
  useActivationDraft,
  withProof,
} from './activation-draft.ts';
import { ChosenRole } from './chosen-role.tsx';
import { DryRunLine } from './dry-run-line.tsx';
import { DurationField } from './duration-field.tsx';
import { ReasonField } from './reason-field.tsx';
import { useActivate } from './use-activate.ts';
import { type DryRun, useDryRuns } from './use-dry-runs.ts';

const words = strings.activate;

const useStyles = makeStyles({
  group: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '8px' },
  also: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  other: { maxWidth: '100%', textAlign: 'left' },
  quiet: { color: tokens.colorNeutralForeground3 },
  two: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: '12px' },
  narrow: { minWidth: 0, width: '100%' },
  runs: { display: 'grid', gap: '6px' },
});

interface ActivateFormProps {
  readonly chosen: readonly EligibleRole[];
  readonly all: readonly EligibleRole[];
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

export function ActivateForm({ chosen, all, onChoose, onClose }: ActivateFormProps) {
  const styles = useStyles();
  const tell = useTell();
  const { zone } = usePreferences();
  const [draft, setDraft] = useActivationDraft();
  const change = (some: Partial<ActivationDraft>) => setDraft((before) => ({ ...before, ...some }));
  const minutes = minutesFor(draft, chosen);
  const bodies = chosen.map((role) => submissionFor(role, draft, minutes, zone));
  const submissions = bodies.map((body) => withProof(body, draft));
  const runs = useDryRuns(submissions);
  const activate = useActivate();
  const others = all.filter((role) => !chosen.includes(role) && role.whyNotActivate === null);
  const asksTicket = chosen.some(({ terms }) => terms.ticket || terms.ticketPattern !== null);
  const isRefused = runs.some(({ isCurrent, problem }) => isCurrent && problem !== null);
  const isBusy = activate.isPending;

  function submit() {
    if (isBusy || isRefused) return;
    activate.mutate(submissions, {
      onSuccess(results) {
        const failed = chosen.filter((_, index) => results[index]?.error != null);
        for (const [index, { role }] of chosen.entries()) {
          const { outcome, error } = results[index] ?? {};
          if (outcome == null) tell(role.name, 'error', problemInWords(error));
          else if (outcome.waitsFor !== null) tell(words.doneWaiting(role.name), 'info');
          else tell(draft.startsLater ? words.donePlanned(role.name) : words.done(role.name));
        }
        if (failed.length > 0) return onChoose(failed.map(({ id }) => id));
        forgetDraft(ACTIVATION_DRAFT);
        onClose();
      },
      onError: (error) => tell(words.title(chosen.length), 'error', problemInWords(error)),
    });
  }

  return (
    <Pane
      title={words.title(chosen.length)}
      onClose={onClose}
      footer={
        <>
          <div className={styles.runs} role="status" aria-live="polite">
            {chosen.map((role, index) => (
              <DryRunLine
                key={role.id}
                role={role}
                run={runs[index] as DryRun}
                showsName={chosen.length > 1}
                submission={bodies[index] as Submission}
                onProofAsked={(proofId) =>
                  change({ proofs: { ...draft.proofs, [JSON.stringify(bodies[index])]: proofId } })
                }
              />
            ))}
          </div>
          <Button appearance="primary" size="large" disabledFocusable={isBusy || isRefused} onClick={submit}>
            {isBusy ? words.submitting : words.submit(chosen.length)}
          </Button>
        </>
      }
    >
      <div className={styles.group}>
        {chosen.map((role) => (
          <ChosenRole
            key={role.id}
            role={role}
            scope={draft.scopes[role.id] ?? role.scope}
            onScope={(scope) => change({ scopes: { ...draft.scopes, [role.id]: scope } })}
            onRemove={
              chosen.length === 1 ? null : () => onChoose(chosen.flatMap(({ id }) => (id === role.id ? [] : [id])))
            }
          />
        ))}
        {others.length === 0 ? null : (
          <div className={styles.also}>
            <span className={styles.quiet}>{words.also}</span>
            {others.slice(0, 6).map(({ id, role, scope }) => (
              <Button
                key={id}
                size="small"
                shape="circular"
                className={styles.other}
                icon={<AddRegular />}
                onClick={() => onChoose([...chosen.map((each) => each.id), id])}
              >
                {role.name} · {scope.displayName}
              </Button>
            ))}
          </div>
        )}
      </div>
      <ReasonField
        value={draft.reason}
        isRequired={chosen.some(({ terms }) => terms.justification)}
        problem={messageOf(runs, ['justificationQuality', 'justification'])}
        suggestion={chosen.find(({ lastUse }) => lastUse?.justification != null)?.lastUse?.justification ?? null}
        onChange={(reason) => change({ reason })}
      />
      {asksTicket ? (
        <div className={styles.two}>
          <Field
            label={words.ticketNumber}
            required={chosen.some(({ terms }) => terms.ticket)}
            validationState={
              draft.ticketNumber === '' || messageOf(runs, ['ticketPattern']) === null ? 'none' : 'warning'
            }
            validationMessage={draft.ticketNumber === '' ? null : messageOf(runs, ['ticketPattern'])}
          >
            <Input
              className={styles.narrow}
              value={draft.ticketNumber}
              onChange={(_, { value }) => change({ ticketNumber: value })}
            />
          </Field>
          <Field label={words.ticketSystem}>
            <Input
              className={styles.narrow}
              value={draft.ticketSystem}
              onChange={(_, { value }) => change({ ticketSystem: value })}
            />
          </Field>
        </div>
      ) : null}
      <DurationField minutes={minutes} maximum={longestOf(chosen)} onChange={(next) => change({ minutes: next })} />
      <div className={styles.group}>
        <Checkbox
          label={words.later}
          checked={draft.startsLater}
          onChange={(_, { checked }) =>
            change({
              startsLater: checked === true,
              start: draft.start === '' ? toLocalInput(serverNow() + 3_600_000, zone) : draft.start,
            })
          }
        />
        {draft.startsLater ? (
          <Field label={words.start} hint={words.startHint(zone)}>
            <Input
              type="datetime-local"
              value={draft.start}
              min={toLocalInput(serverNow(), zone)}
              onChange={(_, { value }) => change({ start: value })}
            />
          </Field>
        ) : null}
      </div>
    </Pane>
  );
}

/** What the first of the dry runs says about one of the rules. */
function messageOf(runs: readonly DryRun[], rules: readonly string[]): string | null {
  for (const { problem } of runs) {
    const found = problem?.problem.rules?.find(({ rule }) => rules.includes(rule));
    if (found !== undefined) return found.message.charAt(0).toUpperCase() + found.message.slice(1);
  }
  return null;
}
