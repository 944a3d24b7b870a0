import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PickPrincipals } from '../../components/pick-principals.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { Picked } from '../../lib/pick-queries.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { directoryStrings as words } from '../../strings/directory.ts';
import { pickStrings } from '../../strings/pick.ts';
import { membersQuery } from './directory-queries.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px', justifyItems: 'stretch' },
  row: { display: 'flex', justifyContent: 'space-between', gap: '12px', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  button: { justifySelf: 'start' },
});

interface GroupMembersProps {
  readonly groupId: string;
  readonly mayChange: boolean;
}

/** Who is in the group itself; people and other groups are added and taken out. */
export function GroupMembers({ groupId, mayChange }: GroupMembersProps) {
  const styles = useStyles();
  const tell = useTell();
  const [isAdding, setAdding] = useState(false);
  const list = useInfiniteQuery(membersQuery(groupId));
  const members = list.data?.pages.flatMap((page) => page.items) ?? [];
  const path = (id: string) => `/groups/${groupId}/members/${id}`;
  const add = useChange(({ id }: Picked) => call('PUT', path(id)));
  const takeOut = useChange((id: string) => call('DELETE', path(id)));
  const onError = (error: unknown) => tell(words.members, 'error', problemInWords(error));
  if (list.isPending) return <RowSkeletons count={2} />;
  if (list.isError) return <ErrorState error={list.error} />;
  return (
    <div className={styles.root}>
      {members.length === 0 ? (
        <EmptyState title={words.noMembers} lead={words.noMembersLead} />
      ) : (
        <ListCard label={words.members}>
          {members.map(({ id, displayName, kind, isEnabled, isLasting, until }) => (
            <li key={id} className={styles.row}>
              <div>
                {kind === 'servicePrincipal' ? (
                  displayName
                ) : (
                  <Link to={kind === 'group' ? '/groups/$id' : '/people/$id'} params={{ id }}>
                    {displayName}
                  </Link>
                )}
                <div className={styles.quiet}>
                  {pickStrings.kinds[kind]}
                  {isEnabled ? '' : ` · ${words.disabled}`}
                  {until === null ? null : (
                    <>
                      {' · '}
                      <Time at={until} as={words.memberUntil} />
                    </>
                  )}
                </div>
              </div>
              {mayChange && isLasting ? (
                <Button
                  aria-label={words.takeOutNamed(displayName)}
                  onClick={() => takeOut.mutate(id, { onSuccess: () => tell(words.takenOut(displayName)), onError })}
                >
                  {words.takeOut}
                </Button>
              ) : null}
            </li>
          ))}
        </ListCard>
      )}
      <LoadMore list={list} />
      {mayChange ? (
        <Button className={styles.button} onClick={() => setAdding(!isAdding)}>
          {isAdding ? words.done : words.addMembers}
        </Button>
      ) : null}
      {isAdding ? (
        <PickPrincipals
          chosen={[]}
          onChange={([picked]) =>
            picked !== undefined &&
            add.mutate(picked, { onSuccess: () => tell(words.added(picked.displayName)), onError })
          }
        />
      ) : null}
    </div>
  );
}
