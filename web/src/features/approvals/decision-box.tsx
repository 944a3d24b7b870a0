import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import type { DecisionSheet, HistoryItem, WaitingExtension } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { minutesOf, toDuration } from '../../lib/duration.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';
import { type Decision, decide } from './decide.ts';
import { ExtensionTerms, type GrantedTerms, termMembers, termsAsked } from './extension-terms.tsx';
import { LessTerms } from './less-terms.tsx';
import { isTooLate, useTellTooLate } from './use-tell-too-late.ts';

const words = strings.approvals;

const PHONE = '@media (max-width: 640px)';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  // under the thumb, as long as it is short
  root: { [PHONE]: { position: 'sticky', bottom: 'calc(68px + env(safe-area-inset-bottom))', zIndex: 2 } },
  keys: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    marginLeft: 'auto',
    '@media (hover: none), (max-width: 640px)': { display: 'none' },
  },
});

interface DecisionBoxProps {
  readonly request: HistoryItem;
  /** null: an extension or renewal, which has none. */
  readonly sheet: DecisionSheet | null;
  /** null: an activation. */
  readonly extension: WaitingExtension | null;
}

/** Approve, approve less, deny. What was typed stays when a sign-in or a reload comes between. */
export function DecisionBox({ request, sheet, extension }: DecisionBoxProps) {
  const styles = useStyles();
  const tell = useTell();
  const tellTooLate = useTellTooLate();
  const { zone } = usePreferences();
  const { id, requestor, duration, scope } = request;
  const name = `decide.${id}`;
  const asked = duration === null ? null : minutesOf(duration);
  const [draft, setDraft] = useDraft(name, {
    text: '',
    minutes: asked,
    scope: scope.path,
    terms: null as GrantedTerms | null,
  });
  const [isLess, setLess] = useState(draft.minutes !== asked || draft.scope !== scope.path || draft.terms !== null);
  const [error, setError] = useState<string | null>(null);
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const decision = useChange((given: Decision) => decide(given));
  const isBusy = decision.isPending;

  function give(result: Decision['result']) {
    if (isBusy) return;
    // the server says so too; here it stands in the words of the field
    if (result === 'deny' && draft.text.trim() === '') return setError(words.sayWhy);
    setError(null);
    const granted = result === 'approve' && isLess ? grantedNow() : {};
    decision.mutate(
      { id, isExtension: extension !== null, result, justification: draft.text, granted },
      {
        onSuccess() {
          forgetDraft(name);
          tell(result === 'approve' ? words.approved(requestor.displayName) : words.denied(requestor.displayName));
        },
        onError(problem) {
          if (!isTooLate(problem)) return setError(problemInWords(problem));
          forgetDraft(name);
          tellTooLate(id);
        },
      },
    );
  }

  function grantedNow(): Decision['granted'] {
    if (extension !== null) return draft.terms === null ? {} : termMembers(draft.terms, extension.kind, zone);
    return {
      ...(draft.minutes === null || draft.minutes === asked ? {} : { duration: toDuration(draft.minutes) }),
      ...(draft.scope === scope.path ? {} : { scope: draft.scope }),
    };
  }

  function openTerms() {
    setLess(true);
    if (extension !== null && draft.terms === null) change({ terms: termsAsked(extension) });
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
    <div className={isLess ? undefined : styles.root}>
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
        {isLess && extension !== null && draft.terms !== null ? (
          <ExtensionTerms terms={draft.terms} onChange={(terms) => change({ terms })} />
        ) : null}
        {isLess && extension === null ? (
          <LessTerms requestId={id} askedScope={scope.path} asked={asked} draft={draft} onChange={change} />
        ) : null}
        <div className={styles.actions}>
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => give('approve')}>
            {words.approve}
          </Button>
          <Button disabledFocusable={isBusy} onClick={() => give('deny')}>
            {words.deny}
          </Button>
          {isLess ? null : (
            <Button appearance="subtle" onClick={openTerms}>
              {extension === null ? strings.sheet.less : strings.sheet.other}
            </Button>
          )}
          <span className={styles.keys}>{strings.sheet.keys}</span>
        </div>
      </Card>
    </div>
  );
}
