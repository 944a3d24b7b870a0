import { Button, Input, makeStyles } from '@fluentui/react-components';
import { problemInWords } from '../../components/error-state.tsx';
import { SelectionBar } from '../../components/selection-bar.tsx';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { inSentence } from '../../lib/in-sentence.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';
import { type Decision, decideAll } from './decide.ts';

const words = strings.approvals;
const DRAFT = 'decide-several';

const useStyles = makeStyles({ input: { flex: '1 1 260px', minWidth: 0 } });

interface BulkBarProps {
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

/** Decides all that is selected with one justification; each is decided, or refused, by itself. */
export function BulkBar({ ids, onDone }: BulkBarProps) {
  const styles = useStyles();
  const tell = useTell();
  const [draft, setDraft] = useDraft(DRAFT, { text: '' });
  const decision = useChange((result: Decision['result']) => decideAll(ids, result, draft.text));

  function give(result: Decision['result']) {
    if (decision.isPending) return;
    const [verb, outcome] =
      result === 'approve' ? [words.approveCount, words.approvedOf] : [words.denyCount, words.deniedOf];
    decision.mutate(result, {
      onSuccess({ items }) {
        const refused = items.flatMap((each) => (each.refused === null ? [] : [refusalInWords(each.refused)]));
        const done = items.length - refused.length;
        const detail = [...new Set(refused)].join(' ');
        tell(outcome(done, items.length), refused.length === 0 ? 'success' : 'error', detail || undefined);
        if (done === 0) return;
        forgetDraft(DRAFT);
        setDraft({ text: '' });
        onDone();
      },
      onError: (error) => tell(verb(ids.length), 'error', problemInWords(error)),
    });
  }

  return (
    <SelectionBar count={ids.length} onClear={onDone}>
      <Input
        className={styles.input}
        aria-label={words.justification}
        placeholder={words.justification}
        maxLength={2000}
        value={draft.text}
        onChange={(_, { value }) => setDraft({ text: value })}
      />
      <Button disabledFocusable={decision.isPending} onClick={() => give('deny')}>
        {words.denyCount(ids.length)}
      </Button>
      <Button appearance="primary" disabledFocusable={decision.isPending} onClick={() => give('approve')}>
        {words.approveCount(ids.length)}
      </Button>
    </SelectionBar>
  );
}

function refusalInWords({ code, detail }: { readonly code: string; readonly detail: string }): string {
  return code === 'alreadyDecided' ? words.decidedBefore : inSentence(detail);
}
