import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { ApiProblem, call } from '../../lib/api.ts';
import type { Endpoint } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { ENDPOINTS } from './endpoint-queries.ts';
import { TopicField } from './topic-field.tsx';

interface ChangeEndpointPaneProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

/** Another name, other topics, or another address for a webhook or chat. */
export function ChangeEndpointPane({ endpoint, onClose }: ChangeEndpointPaneProps) {
  const tell = useTell();
  const [displayName, setDisplayName] = useState(endpoint.displayName);
  const [topics, setTopics] = useState(endpoint.topics);
  const [url, setUrl] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const change = useChange((body: object) => call('PATCH', `${ENDPOINTS}/${endpoint.id}`, { body }));
  const isReady = displayName.trim() !== '' && topics?.length !== 0 && !change.isPending;
  const field = refusal instanceof ApiProblem ? refusal.problem.field : undefined;
  const whyNot = (name: string) => (field === name ? problemInWords(refusal) : undefined);

  function run() {
    if (!isReady) return;
    setRefusal(null);
    const address = url.trim() === '' ? {} : { url: url.trim() };
    change.mutate(
      { displayName: displayName.trim(), topics, ...address },
      {
        onSuccess() {
          tell(words.changed);
          onClose();
        },
        onError: setRefusal,
      },
    );
  }

  return (
    <Pane
      title={endpoint.displayName}
      onClose={onClose}
      footer={
        <>
          {refusal === null || field === 'url' || field === 'displayName' ? null : (
            <span role="alert">{problemInWords(refusal)}</span>
          )}
          <Button appearance="primary" size="large" disabledFocusable={!isReady} onClick={run}>
            {words.save}
          </Button>
        </>
      }
    >
      <Field label={words.name} required validationMessage={whyNot('displayName')}>
        <Input value={displayName} onChange={(_, { value }) => setDisplayName(value)} />
      </Field>
      <Field label={words.newUrl} hint={words.newUrlHint} validationMessage={whyNot('url')}>
        <Input type="url" autoComplete="off" value={url} onChange={(_, { value }) => setUrl(value)} />
      </Field>
      <TopicField topics={topics} onChange={setTopics} />
    </Pane>
  );
}
