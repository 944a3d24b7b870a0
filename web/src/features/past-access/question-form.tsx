import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { PickField } from '../../components/pick-field.tsx';
import { PickPrincipal } from '../../components/pick-principal.tsx';
import { PickRole } from '../../components/pick-role.tsx';
import { PickScope } from '../../components/pick-scope.tsx';
import type { PastAccess } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { fromLocalInput, toLocalInput } from '../../lib/zoned-input.ts';
import { pastAccessStrings as words } from '../../strings/past-access.ts';
import { strings } from '../../strings.ts';
import type { PastAccessSearch } from './past-access-query.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '12px 16px',
    alignItems: 'start',
  },
  when: { display: 'flex', gap: '8px', '& > span': { flex: '1 1 0', minWidth: 0 }, '& > button': { minWidth: 'auto' } },
  what: { display: 'grid', gap: '8px', minWidth: 0 },
});

interface QuestionFormProps {
  readonly search: PastAccessSearch;
  /** The instant that is asked about. */
  readonly at: string;
  /** By which what was chosen is named. */
  readonly answer: PastAccess | undefined;
  readonly onNarrow: (some: PastAccessSearch) => void;
  /** Asks about the present, as it is by now. */
  readonly onNow: () => void;
}

/** Who, where, what and when; every change asks anew. */
export function QuestionForm({ search, at, answer, onNarrow, onNow }: QuestionFormProps) {
  const styles = useStyles();
  const { zone } = usePreferences();
  const [kind, setKind] = useState(search.action === undefined ? (search.role === undefined ? '' : 'role') : 'action');
  const [action, setAction] = useState(search.action ?? '');
  const scopeName = search.scope === undefined || search.scope === '/' ? strings.scope.whole : undefined;
  const choose = (next: string) => {
    setKind(next);
    if (next !== 'role' && next !== 'action') onNarrow({ role: undefined, action: undefined });
  };
  return (
    <div className={styles.fields}>
      <PickField
        label={words.who}
        chosen={search.principal === undefined ? words.everybody : (answer?.principal?.displayName ?? search.principal)}
      >
        {(close) => (
          <>
            <Button
              appearance="subtle"
              onClick={() => {
                close();
                onNarrow({ principal: undefined });
              }}
            >
              {words.everybody}
            </Button>
            <PickPrincipal
              chosenId={search.principal}
              onChoose={({ id }) => {
                close();
                onNarrow({ principal: id });
              }}
            />
          </>
        )}
      </PickField>
      <PickField label={words.where} chosen={scopeName ?? answer?.scope.displayName ?? search.scope ?? ''}>
        {(close) => (
          <PickScope
            chosen={null}
            onChoose={({ path }) => {
              close();
              onNarrow({ scope: path });
            }}
          />
        )}
      </PickField>
      <div className={styles.what}>
        <Field label={words.what}>
          <Select value={kind} onChange={(_, { value }) => choose(value)}>
            <option value="">{words.anyRole}</option>
            <option value="role">{words.aRole}</option>
            <option value="action">{words.anAction}</option>
          </Select>
        </Field>
        {kind === 'role' ? (
          <PickField label={words.aRole} chosen={answer?.role?.displayName ?? search.role ?? words.anyRole}>
            {(close) => (
              <PickRole
                at={undefined}
                chosen={null}
                onChoose={({ id }) => {
                  close();
                  onNarrow({ role: id, action: undefined });
                }}
              />
            )}
          </PickField>
        ) : null}
        {kind === 'action' ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onNarrow({ action: action.trim() || undefined, role: undefined });
            }}
          >
            <Field label={words.action}>
              <Input
                value={action}
                placeholder={words.actionHint}
                onChange={(_, { value }) => setAction(value)}
                onBlur={() => onNarrow({ action: action.trim() || undefined, role: undefined })}
              />
            </Field>
          </form>
        ) : null}
      </div>
      <Field label={words.when}>
        <div className={styles.when}>
          <Input
            aria-label={words.when}
            type="datetime-local"
            value={toLocalInput(Date.parse(at), zone)}
            onChange={(_, { value }) => {
              const ms = fromLocalInput(value, zone);
              if (ms !== null) onNarrow({ at: new Date(ms).toISOString() });
            }}
          />
          <Button onClick={onNow}>{words.now}</Button>
        </div>
      </Field>
    </div>
  );
}
