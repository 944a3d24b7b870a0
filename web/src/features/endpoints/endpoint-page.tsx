import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ApiProblem } from '../../lib/api.ts';
import type { Endpoint } from '../../lib/api-types.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { strings } from '../../strings.ts';
import { errorInWords } from '../notifications/error-in-words.ts';
import { ChangeEndpointPane } from './change-endpoint-pane.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { EndpointMessages } from './endpoint-messages.tsx';
import { endpointQuery } from './endpoint-queries.ts';
import { EndpointState } from './endpoint-state.tsx';
import { ReplayPane } from './replay-pane.tsx';
import { RotateSecretPane } from './rotate-secret-pane.tsx';

const panes = { change: ChangeEndpointPane, rotate: RotateSecretPane, replay: ReplayPane } as const;

export function EndpointPage() {
  const { id } = useParams({ from: '/endpoints/$id' });
  const endpoint = useQuery(endpointQuery(id));
  if (endpoint.data !== undefined) return <KnownEndpoint endpoint={endpoint.data} />;
  const isAbsent = endpoint.error instanceof ApiProblem && endpoint.error.status === 404;
  return (
    <Page title={strings.pages.endpoints}>
      {endpoint.isPending ? <RowSkeletons /> : null}
      {isAbsent ? words.notFound : null}
      {endpoint.isError && !isAbsent ? <ErrorState error={endpoint.error} /> : null}
    </Page>
  );
}

/** Where it goes, how that goes, and what became of each message. */
function KnownEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const search = useSearch({ from: '/endpoints/$id' });
  const navigate = useNavigate({ from: '/endpoints/$id' });
  const open = (pane: keyof typeof panes | undefined) =>
    navigate({ search: (before) => ({ ...before, do: pane }), replace: true, resetScroll: false });
  const Pane = Object.entries(panes).find(([name]) => name === search.do)?.[1];
  const { displayName, kind, origin, topics, deliveries } = endpoint;
  const { lastDeliveredAt, waiting, dead, lastError } = deliveries;
  const counts = [waiting === 0 ? null : words.waiting(waiting), dead === 0 ? null : words.dead(dead)];
  return (
    <Page
      title={displayName}
      back={<Link to="/endpoints">{strings.pages.endpoints}</Link>}
      lead={words.kinds[kind]}
      action={<EndpointActions endpoint={endpoint} onOpen={open} />}
    >
      <Card>
        <Facts
          facts={{
            [words.state]: <EndpointState endpoint={endpoint} />,
            [words.origin]: `${origin} (${words.originHint})`,
            [words.topics]:
              topics === null ? words.topicsDefault : topics.map((topic) => words.topicWords[topic]).join(', '),
            [words.lastDelivered]: lastDeliveredAt === null ? words.never : <Time at={lastDeliveredAt} />,
            [words.lastError]: lastError === null ? null : errorInWords(lastError),
            [words.messages]: counts.every((count) => count === null)
              ? null
              : counts.filter((count) => count !== null).join(' · '),
          }}
        />
      </Card>
      <Section title={words.messages}>
        <EndpointMessages
          endpoint={endpoint}
          state={search.state}
          onNarrow={(state) =>
            navigate({ search: (before) => ({ ...before, state }), replace: true, resetScroll: false })
          }
        />
      </Section>
      {Pane === undefined ? null : <Pane endpoint={endpoint} onClose={() => open(undefined)} />}
    </Page>
  );
}
