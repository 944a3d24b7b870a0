import { Button, makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ApiProblem, call } from '../../lib/api.ts';
import type { Person } from '../../lib/api-types.ts';
import { meQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { directoryStrings as words } from '../../strings/directory.ts';
import { strings } from '../../strings.ts';
import { personQuery } from './directory-queries.ts';
import { PrincipalAssignments } from './principal-assignments.tsx';
import { SessionsOf } from './sessions-of.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px' },
  group: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', flexWrap: 'wrap' },
});

export function PersonPage() {
  const { id } = useParams({ from: '/people/$id' });
  const person = useQuery(personQuery(id));
  if (person.data !== undefined) return <KnownPerson person={person.data} />;
  const isAbsent = person.error instanceof ApiProblem && person.error.status === 404;
  return (
    <Page title={words.person}>
      {person.isPending ? <RowSkeletons /> : null}
      {isAbsent ? <EmptyState title={words.notFound} action={<Link to="/">{strings.errors.goHome}</Link>} /> : null}
      {person.isError && !isAbsent ? <ErrorState error={person.error} /> : null}
    </Page>
  );
}

/** Who somebody is, what is assigned to them, and where they are signed in. */
function KnownPerson({ person }: { readonly person: Person }) {
  const styles = useStyles();
  const tell = useTell();
  const me = useQuery(meQuery).data;
  const { id, displayName, userName, email, isEnabled, isProtected, identities, sourceId } = person;
  const verb = isEnabled ? 'disable' : 'enable';
  const change = useChange(() => call('POST', `/people/${id}/${verb}`));
  const run = () =>
    change.mutate(undefined, {
      onSuccess: () => tell(isEnabled ? words.disabledNow(displayName) : words.enabledNow(displayName)),
      onError: (error) => tell(words[verb], 'error', problemInWords(error)),
    });
  return (
    <Page
      title={displayName}
      back={<Link to="/people">{strings.pages.people}</Link>}
      action={
        me?.may.administerPeople === true ? (
          <div className={styles.actions}>
            {isEnabled ? (
              <ConfirmButton
                label={words.disable}
                consequence={words.disableWhat(displayName)}
                isPending={change.isPending}
                onConfirm={run}
              />
            ) : (
              <Button disabledFocusable={change.isPending} onClick={() => !change.isPending && run()}>
                {words.enable}
              </Button>
            )}
          </div>
        ) : null
      }
    >
      <Card>
        <Facts
          facts={{
            [words.state]: isEnabled ? words.enabled : words.disabled,
            [words.userName]: userName,
            [words.email]: email,
            [words.identities]:
              identities === null || identities.length === 0
                ? null
                : identities.map(({ issuer, subject }) => `${subject} (${issuer})`).join(', '),
            [words.changes]: isProtected === true ? words.isProtected : sourceId === null ? null : words.provisioned,
          }}
        />
      </Card>
      {person.groups.length === 0 ? null : (
        <Section title={words.inGroups}>
          <ListCard label={words.inGroups}>
            {person.groups.map((group) => (
              <li key={group.id} className={styles.group}>
                <Link to="/groups/$id" params={{ id: group.id }}>
                  {group.displayName}
                </Link>
                {group.until === null ? null : <Time at={group.until} as={strings.time.until} />}
              </li>
            ))}
          </ListCard>
        </Section>
      )}
      {me?.seesOthers === true ? (
        <Section
          title={words.assignments}
          action={
            <Link to="/assignments" search={{ principal: id }}>
              {words.allAssignments}
            </Link>
          }
        >
          <PrincipalAssignments principalId={id} />
        </Section>
      ) : null}
      {me?.may.endSessions === true || me?.id === id ? (
        <Section title={words.sessions}>
          <SessionsOf principalId={id} />
        </Section>
      ) : null}
    </Page>
  );
}
