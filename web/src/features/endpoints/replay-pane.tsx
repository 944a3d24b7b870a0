import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { call } from '../../lib/api.ts';
import type { Endpoint } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { fromLocalInput, toLocalInput } from '../../lib/zoned-input.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { ENDPOINTS } from './endpoint-queries.ts';

const DAY = 86_400_000;

interface ReplayPaneProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

/** Everything since an instant, or from an entry of the record on, once more. */
export function ReplayPane({ endpoint, onClose }: ReplayPaneProps) {
  const tell = useTell();
  const { zone } = usePreferences();
  const [since, setSince] = useState(() => toLocalInput(serverNow() - DAY, zone));
  const [entry, setEntry] = useState('');
  const at = fromLocalInput(since, zone);
  const isByEntry = entry.trim() !== '';
  const replay = useChange((body: object) =>
    call<{ fromSequence: number }>('POST', `${ENDPOINTS}/${endpoint.id}/replay`, { body }),
  );
  const isReady = !replay.isPending && (isByEntry ? /^[1-9]\d*$/.test(entry.trim()) : at !== null);

  function run() {
    if (!isReady) return;
    const body = isByEntry ? { fromSequence: Number(entry) } : { fromTime: new Date(at ?? 0).toISOString() };
    replay.mutate(body, {
      onSuccess({ fromSequence }) {
        tell(words.replayed(fromSequence));
        onClose();
      },
      onError: (error) => tell(words.replay, 'error', problemInWords(error)),
    });
  }

  return (
    <Pane
      title={words.replay}
      onClose={onClose}
      footer={
        <Button appearance="primary" size="large" disabledFocusable={!isReady} onClick={run}>
          {words.replay}
        </Button>
      }
    >
      <span>{words.replayLead}</span>
      <Field label={words.since} hint={words.sinceHint(zone)}>
        <Input type="datetime-local" value={since} disabled={isByEntry} onChange={(_, { value }) => setSince(value)} />
      </Field>
      <Field label={words.orEntry}>
        <Input inputMode="numeric" value={entry} onChange={(_, { value }) => setEntry(value)} />
      </Field>
    </Pane>
  );
}
