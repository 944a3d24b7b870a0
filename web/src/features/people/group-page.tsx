import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { ApiProblem, call } from '../../lib/api.ts';
import type { Group } from '../../lib/api-types.ts';
import { meQuery } from '../../lib/queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { directoryStrings as words } from '../../strings/directory.ts';
import { groupQuery } from './directory-queries.ts';
import { GroupAssignments } from './group-assignments.tsx';
import { GroupMembers } from './group-members.tsx';
import { PrincipalAssignments } from './principal-assignments.tsx';

const useStyles = makeStyles({ actions: { display: 'flex', gap: '8px' } });

export function GroupPage() {
  const { id } = useParams({ from: '/groups/$id' });
  const group = useQuery(groupQuery(id));
  if (group.data !== undefined) return <KnownGroup group={group.data} />;
  const isAbsent = group.error instanceof ApiProblem && group.error.status === 404;
  return (
    <Page title={words.group}>
      {group.isPending ? <RowSkeletons /> : null}
      {isAbsent ? words.notFound : null}
      {group.isError && !isAbsent ? <ErrorState error={group.error} /> : null}
    </Page>
  );
}

/** Who decides who is in it; for whom it is for a time, until when. */
function Owners({ owners }: { readonly owners: NonNullable<Group['owners']> }) {
  return owners.map(({ id, displayName, until }) => (
    <div key={id}>
      {displayName}
      {until === null ? null : (
        <>
          {' · '}
          <Time at={until} as={words.memberUntil} />
        </>
      )}
    </div>
  ));
}

/** What a group is, who is in it, and what is assigned to it. */
function KnownGroup({ group }: { readonly group: Group }) {
  const styles = useStyles();
  const tell = useTell();
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const { id, displayName, isProtected, owners, sourceId } = group;
  const remove = useChange(() => call('DELETE', `/groups/${id}`));
  const isOwner = owners?.some((owner) => owner.id === me?.id) === true;
  const mayChange = me?.may.administerPeople === true || isOwner;
  const run = () =>
    remove.mutate(undefined, {
      onSuccess() {
        tell(words.removed(displayName));
        navigate({ to: '/people', search: { show: 'groups' } });
      },
      onError: (error) => tell(words.remove, 'error', problemInWords(error)),
    });
  return (
    <Page
      title={displayName}
      back={
        <Link to="/people" search={{ show: 'groups' }}>
          {words.groups}
        </Link>
      }
      action={
        me?.may.administerPeople === true ? (
          <div className={styles.actions}>
            <ConfirmButton
              label={words.remove}
              consequence={words.removeWhat(displayName)}
              isPending={remove.isPending}
              onConfirm={run}
            />
          </div>
        ) : null
      }
    >
      <Card>
        <Facts
          facts={{
            [words.owners]: owners === null || owners.length === 0 ? null : <Owners owners={owners} />,
            [words.changes]:
              isProtected === true ? words.isProtectedGroup : sourceId === null ? words.enabled : words.provisioned,
          }}
        />
      </Card>
      <Section title={words.members}>
        <GroupMembers groupId={id} mayChange={mayChange} />
      </Section>
      {mayChange ? <GroupAssignments group={group} /> : null}
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
    </Page>
  );
}
