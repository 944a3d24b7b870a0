import { Button, makeStyles } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { Facts } from '../../../components/facts.tsx';
import { RoleChip } from '../../../components/role-chip.tsx';
import { forgetDraft } from '../../../lib/draft.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { assignmentStrings, addStrings as words } from '../../../strings/assignments.ts';
import { useDryRuns } from '../../activate/use-dry-runs.ts';
import { timeInWords } from '../time-choice.tsx';
import { TriedList } from '../tried-list.tsx';
import { useSubmitAll } from '../use-submit-all.ts';
import { DRAFT, emptyDraft, submissionsOf } from './assign-draft.ts';
import type { StepProps } from './what-step.tsx';

const useStyles = makeStyles({ submit: { justifySelf: 'start' } });

/** What the rules say of each person, and giving the role to those of whom they say nothing. */
export function CheckStep({ draft, change }: StepProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { zone } = usePreferences();
  const submit = useSubmitAll(words.title);
  const { role, scope, people, proofs, kind, time, start, reason, condition } = draft;
  const plain = submissionsOf(draft, zone);
  const submissions = plain.map((each) => {
    const proofId = proofs[each.principalId ?? ''];
    return proofId === undefined ? each : { ...each, proofId };
  });
  const runs = useDryRuns(submissions);
  const ready = submissions.filter((_, index) => runs[index]?.isCurrent === true && runs[index]?.problem === null);
  const isReady = ready.length > 0 && runs.every(({ isCurrent }) => isCurrent) && !submit.isPending;

  function run() {
    if (!isReady) return;
    submit.run(ready, {
      inWords: (done) => words.done(done, people.length),
      onDone() {
        change(emptyDraft);
        forgetDraft(DRAFT);
        navigate({ to: '/assignments', search: { show: kind === 'active' ? 'active' : undefined } });
      },
    });
  }

  return (
    <>
      {role === null || scope === null ? null : <RoleChip role={role} scope={scope} />}
      <Facts
        facts={{
          [assignmentStrings.kind]: kind === 'active' ? assignmentStrings.kindActive : assignmentStrings.kindEligible,
          [assignmentStrings.howLong]: timeInWords(time),
          [assignmentStrings.from]: start === '' ? null : start.replace('T', ' '),
          [assignmentStrings.reason]: reason.trim() === '' ? null : reason,
          [words.condition]: condition.trim() === '' ? null : condition,
        }}
      />
      <div>{words.checkLead}</div>
      <TriedList
        label={words.steps.check}
        tried={plain.map((submission, index) => ({
          key: submission.principalId ?? '',
          name: people[index]?.displayName ?? '',
          submission,
          run: runs[index],
        }))}
        onProofAsked={(id, proofId) => change({ proofs: { ...proofs, [id]: proofId } })}
      />
      {ready.length < people.length ? <div>{words.refusedStay}</div> : null}
      <Button appearance="primary" className={styles.submit} disabledFocusable={!isReady} onClick={run}>
        {submit.progress ?? words.assign(Math.max(1, ready.length))}
      </Button>
    </>
  );
}
