import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { call } from '../../lib/api.ts';
import type { Group, Person } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { directoryStrings as words } from '../../strings/directory.ts';

interface CreatePaneProps {
  readonly kind: 'person' | 'group';
  readonly onClose: () => void;
}

/** A new person or group, and then its page. */
export function CreatePane({ kind, onClose }: CreatePaneProps) {
  const tell = useTell();
  const navigate = useNavigate();
  const isGroup = kind === 'group';
  const name = `create.${kind}`;
  const [draft, setDraft] = useDraft(name, { displayName: '', userName: '', email: '', isRoleAssignable: false });
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));
  const displayName = draft.displayName.trim();
  const person = {
    displayName,
    ...(draft.userName.trim() === '' ? {} : { userName: draft.userName.trim() }),
    ...(draft.email.trim() === '' ? {} : { email: draft.email.trim() }),
  };
  const create = useChange(
    (): Promise<Person | Group> =>
      isGroup
        ? call<Group>('POST', '/groups', { body: { displayName, isRoleAssignable: draft.isRoleAssignable } })
        : call<Person>('POST', '/people', { body: person }),
  );
  const isReady = displayName !== '' && !create.isPending;

  function run() {
    if (!isReady) return;
    create.mutate(undefined, {
      onSuccess({ id }) {
        tell(words.created(displayName));
        forgetDraft(name);
        navigate({ to: isGroup ? '/groups/$id' : '/people/$id', params: { id } });
      },
      onError: (error) => tell(isGroup ? words.createGroup : words.createPerson, 'error', problemInWords(error)),
    });
  }

  return (
    <Pane
      title={isGroup ? words.createGroup : words.createPerson}
      onClose={onClose}
      footer={
        <Button appearance="primary" size="large" disabledFocusable={!isReady} onClick={run}>
          {words.create}
        </Button>
      }
    >
      <Field label={words.name} required>
        <Input value={draft.displayName} onChange={(_, { value }) => change({ displayName: value })} />
      </Field>
      {isGroup ? (
        <Checkbox
          label={words.roleAssignable}
          checked={draft.isRoleAssignable}
          onChange={(_, { checked }) => change({ isRoleAssignable: checked === true })}
        />
      ) : (
        <>
          <Field label={words.userName}>
            <Input value={draft.userName} onChange={(_, { value }) => change({ userName: value })} />
          </Field>
          <Field label={words.email}>
            <Input type="email" value={draft.email} onChange={(_, { value }) => change({ email: value })} />
          </Field>
        </>
      )}
    </Pane>
  );
}
