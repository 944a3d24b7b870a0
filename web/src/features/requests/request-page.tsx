import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { call } from '../../lib/api.ts';
import type { RequestLife } from '../../lib/api-types.ts';
import { extensionsQuery, lifeQuery, meQuery, sheetQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { strings } from '../../strings.ts';
import { DecisionBox } from '../approvals/decision-box.tsx';
import { PastActivations } from '../approvals/past-activations.tsx';
import { SheetStages } from '../approvals/sheet-stages.tsx';
import { SheetWarnings } from '../approvals/sheet-warnings.tsx';
import { LifeTimeline } from './life-timeline.tsx';
import { RequestFacts } from './request-facts.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '24px', minWidth: 0 },
  actions: { display: 'flex', gap: '12px', alignItems: 'center' },
});

/** One request: all of it for who may see it, and the decision for who may decide. Mails lead here. */
export function RequestPage() {
  const { id } = useParams({ from: '/requests/$id' });
  const life = useQuery(lifeQuery(id));
  if (life.data !== undefined) return <KnownRequest life={life.data} />;
  return (
    <Page title={strings.pages.request}>
      {life.isPending ? <RowSkeletons count={3} height={120} /> : null}
      {life.isError ? <ErrorState error={life.error} onRetry={() => life.refetch()} /> : null}
    </Page>
  );
}

function KnownRequest({ life }: { readonly life: RequestLife }) {
  const styles = useStyles();
  const { request, steps, needsApproval, mayCancel } = life;
  const { id, requestor, role, type, status } = request;
  const sheet = useQuery({ ...sheetQuery(id), enabled: needsApproval });
  const extensions = useQuery({ ...extensionsQuery, enabled: !needsApproval && status === 'Pending' });
  const extension = extensions.data?.items.find((each) => each.id === id) ?? null;
  const isOwn = useQuery(meQuery).data?.id === requestor.id;
  const title = isOwn ? ownTitle(type, role.name) : `${requestor.displayName} ${asks(type, role.name)}`;
  return (
    <Page
      title={title}
      back={
        isOwn ? (
          <Link to="/requests">{strings.pages.requests}</Link>
        ) : (
          <Link to="/approvals">{strings.pages.approvals}</Link>
        )
      }
      action={
        <div className={styles.actions}>
          <StatusBadge status={status} />
          {mayCancel ? <CancelButton id={id} /> : null}
        </div>
      }
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card>
            <RequestFacts request={request} sheet={sheet.data ?? null} now={extension?.assignment ?? null} />
          </Card>
          {sheet.data === undefined || isOwn ? null : <SheetWarnings warnings={sheet.data.warnings} />}
          {sheet.data?.mayDecide === true || extension !== null ? (
            <DecisionBox key={id} request={request} sheet={sheet.data ?? null} extension={extension} />
          ) : null}
          {sheet.data === undefined ? null : <PastActivations activations={sheet.data.lastActivations} isOwn={isOwn} />}
        </div>
        <div className={styles.column}>
          {sheet.data === undefined || status !== 'Pending' ? null : <SheetStages stages={sheet.data.stages} />}
          <Section title={strings.life.title}>
            <Card>
              <LifeTimeline steps={steps} />
            </Card>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function asks(type: string, role: string): string {
  if (type === 'selfRenew') return strings.sheet.asksRenew(role);
  return type === 'selfExtend' ? strings.sheet.asksExtend(role) : strings.sheet.asks(role);
}

function ownTitle(type: string, role: string): string {
  return strings.sheet.own(strings.requests.types[type] ?? strings.pages.request, role);
}

function CancelButton({ id }: { readonly id: string }) {
  const tell = useTell();
  const cancel = useChange(() => call('POST', `/requests/${id}/cancel`));
  const run = () =>
    cancel.mutate(undefined, {
      onSuccess: () => tell(strings.requests.canceled),
      onError: (error) => tell(strings.requests.cancel, 'error', problemInWords(error)),
    });
  return (
    <Button disabledFocusable={cancel.isPending} onClick={() => !cancel.isPending && run()}>
      {strings.requests.cancel}
    </Button>
  );
}
