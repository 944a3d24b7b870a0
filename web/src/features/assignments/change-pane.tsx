import { Button, Field, Textarea } from '@fluentui/react-components';
import { Pane } from '../../components/pane.tsx';
import type { Assignment } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { useDryRuns } from '../activate/use-dry-runs.ts';
import { ChangeEffect } from './change-effect.tsx';
import { changeSubmission } from './change-submission.ts';
import type { Action } from './row-menu.tsx';
import { TimeChoice, timeMembers, usualTime } from './time-choice.tsx';
import { TriedList } from './tried-list.tsx';
import { useSubmitAll } from './use-submit-all.ts';

interface ChangePaneProps {
  readonly action: Action;
  readonly items: readonly Assignment[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes or ends one assignment or several: what that does to whom, tried before it is done. */
export function ChangePane({ action, items, onClose, onDone }: ChangePaneProps) {
  const { zone } = usePreferences();
  const name = `change.${action}`;
  const [draft, setDraft] = useDraft(name, { time: usualTime, reason: '', proofs: {} as Record<string, string> });
  const title = words.titles[action];
  const submit = useSubmitAll(title);
  const terms = { time: timeMembers(draft.time, zone), reason: draft.reason };
  const submissions = items.map((item) => {
    const proofId = draft.proofs[item.id];
    const plain = changeSubmission(action, item, terms);
    return proofId === undefined ? plain : { ...plain, proofId };
  });
  const runs = useDryRuns(submissions);
  const refused = runs.filter(({ problem, isCurrent }) => isCurrent && problem !== null).length;
  const count = items.length - refused;
  const isReady = count > 0 && !submit.isPending && runs.every(({ isCurrent }) => isCurrent);

  function run() {
    if (!isReady) return;
    submit.run(
      submissions.filter((_, index) => runs[index]?.problem === null),
      {
        inWords: (done) => words.outcome(done, items.length),
        onDone() {
          forgetDraft(name);
          onDone();
        },
      },
    );
  }

  return (
    <Pane
      title={`${title}: ${words.count(items.length)}`}
      onClose={onClose}
      footer={
        <Button appearance="primary" size="large" disabledFocusable={!isReady} onClick={run}>
          {submit.progress ?? words.submit[action](Math.max(1, count))}
        </Button>
      }
    >
      {action === 'remove' ? null : (
        <TimeChoice value={draft.time} onChange={(time) => setDraft((before) => ({ ...before, time }))} />
      )}
      <Field label={words.reason}>
        <Textarea
          value={draft.reason}
          rows={2}
          maxLength={2000}
          onChange={(_, { value }) => setDraft((before) => ({ ...before, reason: value }))}
        />
      </Field>
      <div>{action === 'remove' ? words.endsWhat : words.changesWhat}</div>
      <TriedList
        label={action === 'remove' ? words.endsWhat : words.changesWhat}
        tried={items.map((item, index) => ({
          key: item.id,
          name: `${item.principal.displayName} · ${item.role.name} · ${item.scope.displayName}`,
          submission: changeSubmission(action, item, terms),
          run: runs[index],
          effect: <ChangeEffect action={action} item={item} />,
        }))}
        onProofAsked={(id, proofId) =>
          setDraft((before) => ({ ...before, proofs: { ...before.proofs, [id]: proofId } }))
        }
      />
    </Pane>
  );
}
