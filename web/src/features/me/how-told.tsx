import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { call } from '../../lib/api.ts';
import type { NotificationPreferences } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { meQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { tellingStrings as words } from '../../strings/telling.ts';
import { strings } from '../../strings.ts';
import { DigestField, LevelField, ZoneFields } from './preference-fields.tsx';
import { notificationPreferencesQuery, PREFERENCES } from './preference-queries.ts';
import { QuietHoursField } from './quiet-hours-field.tsx';

const DRAFT = 'notification-preferences';

const useStyles = makeStyles({
  always: { borderLeft: `3px solid ${tokens.colorBrandStroke1}`, padding: '2px 0 2px 14px', maxWidth: '680px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  fields: { display: 'grid', gap: '24px', maxWidth: '560px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', gap: '12px', alignItems: 'center', flexWrap: 'wrap' },
});

/** How the person is told, by which channel: here mails lead that can be turned down. */
export function HowToldPage() {
  const saved = useQuery(notificationPreferencesQuery);
  return (
    <Page title={words.title} back={<Link to="/me">{strings.pages.me}</Link>} lead={words.lead}>
      {saved.isPending ? <RowSkeletons count={4} /> : null}
      {saved.isError ? <ErrorState error={saved.error} onRetry={() => saved.refetch()} /> : null}
      {saved.data === undefined ? null : <Preferences saved={saved.data} />}
    </Page>
  );
}

function Preferences({ saved }: { readonly saved: NotificationPreferences }) {
  const styles = useStyles();
  const tell = useTell();
  const me = useQuery(meQuery).data;
  // what was changed and not saved: the rest is as it was saved, perhaps on another device
  const [changed, setChanged] = useDraft<Partial<NotificationPreferences>>(DRAFT, {});
  const preferences = { ...saved, ...changed };
  const isChanged = JSON.stringify(preferences) !== JSON.stringify(saved);
  const change = (some: Partial<NotificationPreferences>) => setChanged((before) => ({ ...before, ...some }));
  const save = useChange((body: NotificationPreferences) => call('PUT', PREFERENCES, { body }));

  function forget() {
    forgetDraft(DRAFT);
    setChanged({});
  }

  function run() {
    if (!isChanged || save.isPending) return;
    save.mutate(preferences, {
      onSuccess() {
        tell(words.saved);
        forget();
      },
      onError: (error) => tell(words.save, 'error', problemInWords(error)),
    });
  }

  return (
    <>
      <div className={styles.always}>
        <div className={styles.title}>{words.always}</div>
        <div>{words.alwaysLead}</div>
      </div>
      <Card>
        <div className={styles.fields}>
          <LevelField channel="mail" preferences={preferences} onChange={change} />
          <QuietHoursField preferences={preferences} onChange={(quietHours) => change({ quietHours })} />
          <DigestField preferences={preferences} onChange={change} />
          <ZoneFields preferences={preferences} onChange={change} />
          <LevelField channel="bell" preferences={preferences} onChange={change} />
          <div>
            <div className={styles.title}>{words.chat}</div>
            <div className={styles.quiet}>{words.chatHint}</div>
            {me?.may.administerNotifications === true ? <Link to="/endpoints">{words.chatLink}</Link> : null}
          </div>
        </div>
      </Card>
      <div className={styles.actions}>
        <Button appearance="primary" disabledFocusable={!isChanged || save.isPending} onClick={run}>
          {words.save}
        </Button>
        {isChanged ? (
          <>
            <Button onClick={forget}>{words.reset}</Button>
            <span className={styles.quiet}>{words.unsaved}</span>
          </>
        ) : null}
      </div>
      <Link to="/me">{words.toLooks}</Link>
    </>
  );
}
