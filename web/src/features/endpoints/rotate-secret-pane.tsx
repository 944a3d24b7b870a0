import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { call } from '../../lib/api.ts';
import type { Endpoint } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { ENDPOINTS } from './endpoint-queries.ts';
import { ShownSecret } from './shown-secret.tsx';

/** Hours for which messages may carry both signatures. */
const overlaps = [0, 1, 8, 24, 72, 168];
const USUAL = 24;

interface RotateSecretPaneProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

/** Another signing secret for a webhook, shown this once. */
export function RotateSecretPane({ endpoint, onClose }: RotateSecretPaneProps) {
  const tell = useTell();
  const [overlapHours, setOverlapHours] = useState(USUAL);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useChange(() =>
    call<{ signingSecret: string }>('POST', `${ENDPOINTS}/${endpoint.id}/rotate-secret`, { body: { overlapHours } }),
  );
  const run = () =>
    rotate.mutate(undefined, {
      onSuccess: ({ signingSecret }) => setSecret(signingSecret),
      onError: (error) => tell(words.rotate, 'error', problemInWords(error)),
    });
  return (
    <Pane
      title={words.rotate}
      onClose={onClose}
      footer={
        secret === null ? (
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={rotate.isPending}
            onClick={() => !rotate.isPending && run()}
          >
            {words.rotate}
          </Button>
        ) : (
          <Button appearance="primary" size="large" onClick={onClose}>
            {words.kept}
          </Button>
        )
      }
    >
      <span>{words.rotateLead}</span>
      {secret === null ? (
        <Field label={words.overlap}>
          <Select value={String(overlapHours)} onChange={(_, { value }) => setOverlapHours(Number(value))}>
            {overlaps.map((hours) => (
              <option key={hours} value={hours}>
                {words.overlapHours(hours)}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <ShownSecret secret={secret} />
      )}
    </Pane>
  );
}
