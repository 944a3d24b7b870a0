import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import type { DecisionSheet, HistoryItem } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { minutesOf, toDuration } from '../../lib/duration.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.tsx';
import { strings } from '../../strings.ts';
import { DurationField } from '../activate/duration-field.tsx';
import { type Decision, decide } from './decide.ts';
import { isTooLate, useTellTooLate } from './use-tell-too-late.ts';

const words = strings.approvals;

const PHONE = '@media (max-width: 640px)';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  // under the thumb
  root: { [PHONE]: { position: 'sticky', bottom: 'calc(68px + env(safe-area-inset-bottom))', zIndex: 2 } },
  keys: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    marginLeft: 'auto',
    '@media (hover: none), (max-width: 640px)': { display: 'none' },
  },
  less: { display: 'grid', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface DecisionBoxProps {
  readonly request: HistoryItem;
  /** null: an extension or renewal, which has none. */
  readonly sheet: DecisionSheet | null;
}

/** Approve, approve less, deny. What was typed stays when a sign-in or a reload comes between. */
export function DecisionBox({ request, sheet }: DecisionBoxProps) {
  const styles = useStyles();
  const tell = useTell();
  const tellTooLate = useTellTooLate();
  const { id, requestor, duration, scope } = request;
  const name = `decide.${id}`;
  const asked = duration === null ? null : minutesOf(duration);
  const [draft, setDraft] = useDraft(name, { text: '', minutes: asked, scope: scope.path });
  const [isLess, setLess] = useState(draft.minutes !== asked || draft.scope !== scope.path);
  const [error, setError] = useState<string | null>(null);
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const decision = useChange((given: Decision) => decide(given));
  const isBusy = decision.isPending;

  function give(result: Decision['result']) {
    if (isBusy) return;
    // the server says so too; here it stands in the words of the field
    if (result === 'deny' && draft.text.trim() === '') return setError(words.sayWhy);
    setError(null);
    const less = {
      ...(draft.minutes === null || draft.minutes === asked ? {} : { duration: toDuration(draft.minutes) }),
      ...(draft.scope === scope.path ? {} : { scope: draft.scope.trim() }),
    };
    const given = { id, isExtension: sheet === null, result, justification: draft.text };
    decision.mutate(result === 'approve' && isLess ? { ...given, ...less } : given, {
      onSuccess() {
        forgetDraft(name);
        tell(result === 'approve' ? words.approved(requestor.displayName) : words.denied(requestor.displayName));
      },
      onError(problem) {
        if (!isTooLate(problem)) return setError(problemInWords(problem));
        forgetDraft(name);
        tellTooLate(id);
      },
    });
  }

  const latest = useRef(give);
  latest.current = give;
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role=dialog]');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'a') latest.current('approve');
      if (event.key === 'd') latest.current('deny');
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const onSubmitKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) give('approve');
  };

  return (
    <div className={styles.root}>
      <Card>
        <Field
          label={words.justification}
          hint={error === null ? words.justificationHint : undefined}
          required={sheet?.stages.some(({ state, justificationRequired }) => state === 'open' && justificationRequired)}
          validationState={error === null ? 'none' : 'error'}
          validationMessage={error}
        >
          <Textarea
            value={draft.text}
            rows={2}
            resize="vertical"
            maxLength={2000}
            onKeyDown={onSubmitKey}
            onChange={(_, { value }) => change({ text: value })}
          />
        </Field>
        {isLess ? (
          <div className={styles.less}>
            <div className={styles.quiet}>{strings.sheet.lessLead}</div>
            {asked === null || draft.minutes === null ? null : (
              <DurationField minutes={draft.minutes} maximum={asked} onChange={(minutes) => change({ minutes })} />
            )}
            <Field label={strings.sheet.lessScope}>
              <Input value={draft.scope} onChange={(_, { value }) => change({ scope: value })} />
            </Field>
          </div>
        ) : null}
        <div className={styles.actions}>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => give('approve')}>
            {words.approve}
          </Button>
          <Button disabledFocusable={isBusy} onClick={() => give('deny')}>
            {words.deny}
          </Button>
          {sheet === null || isLess ? null : (
            <Button appearance="subtle" onClick={() => setLess(true)}>
              {strings.sheet.less}
            </Button>
          )}
          <span className={styles.keys}>{strings.sheet.keys}</span>
        </div>
      </Card>
    </div>
  );
}
