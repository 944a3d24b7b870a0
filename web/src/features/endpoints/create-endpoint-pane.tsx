import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { ApiProblem, call } from '../../lib/api.ts';
import type { CreatedEndpoint, Endpoint } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { useChange } from '../../lib/submit.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { ENDPOINTS } from './endpoint-queries.ts';
import { ShownSecret } from './shown-secret.tsx';
import { TopicField } from './topic-field.tsx';

const DRAFT = 'endpoint';

interface Draft {
  readonly kind: Endpoint['kind'];
  readonly displayName: string;
  readonly topics: Endpoint['topics'];
}

/** A new webhook or chat; the secret of a webhook is shown before the pane closes. */
export function CreateEndpointPane({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft<Draft>(DRAFT, { kind: 'webhook', displayName: '', topics: null });
  // of a chat the address is the secret: it is kept nowhere, not even in this tab
  const [url, setUrl] = useState('');
  const [made, setMade] = useState<CreatedEndpoint | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }));
  const create = useChange((body: Draft & { readonly url: string }) =>
    call<CreatedEndpoint>('POST', ENDPOINTS, { body }),
  );
  const isReady =
    draft.displayName.trim() !== '' && url.trim() !== '' && draft.topics?.length !== 0 && !create.isPending;
  const field = refusal instanceof ApiProblem ? refusal.problem.field : undefined;
  const whyNot = (name: string) => (field === name ? problemInWords(refusal) : undefined);

  function run() {
    if (!isReady) return;
    setRefusal(null);
    create.mutate(
      { ...draft, displayName: draft.displayName.trim(), url: url.trim() },
      {
        onSuccess(endpoint) {
          forgetDraft(DRAFT);
          if (endpoint.signingSecret === null) leave(endpoint.id);
          else setMade(endpoint);
        },
        onError: setRefusal,
      },
    );
  }

  const leave = (id: string) => navigate({ to: '/endpoints/$id', params: { id } });

  if (made !== null) {
    return (
      <Pane
        title={made.displayName}
        onClose={() => leave(made.id)}
        footer={
          <Button appearance="primary" size="large" onClick={() => leave(made.id)}>
            {words.kept}
          </Button>
        }
      >
        <ShownSecret secret={made.signingSecret ?? ''} />
      </Pane>
    );
  }
  return (
    <Pane
      title={words.addTitle}
      onClose={onClose}
      footer={
        <>
          {refusal === null || field === 'url' || field === 'displayName' ? null : (
            <span role="alert">{problemInWords(refusal)}</span>
          )}
          <Button appearance="primary" size="large" disabledFocusable={!isReady} onClick={run}>
            {words.add}
          </Button>
        </>
      }
    >
      <Field label={words.kind}>
        <Select value={draft.kind} onChange={(_, { value }) => change({ kind: value as Endpoint['kind'] })}>
          {Object.entries(words.kinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.name} hint={words.nameHint} required validationMessage={whyNot('displayName')}>
        <Input value={draft.displayName} onChange={(_, { value }) => change({ displayName: value })} />
      </Field>
      <Field label={words.url} hint={words.urlHint} required validationMessage={whyNot('url')}>
        <Input type="url" autoComplete="off" value={url} onChange={(_, data) => setUrl(data.value)} />
      </Field>
      <TopicField topics={draft.topics} onChange={(topics) => change({ topics })} />
    </Pane>
  );
}
