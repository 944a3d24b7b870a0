import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ListCard } from '../../components/list-card.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import type { RoleFamily } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

const families = ['directory', 'resource', 'group'] as const satisfies readonly RoleFamily[];

interface RoleRowsProps<Item> {
  readonly label: string;
  readonly query: { readonly isPending: boolean; readonly error: unknown; refetch(): unknown };
  readonly all: readonly Item[];
  readonly shown: readonly Item[];
  readonly empty: { readonly title: string; readonly lead?: string };
  readonly render: (item: Item) => ReactNode;
}

/** A list for each kind of role, with all that can be instead of it: still loading, failed, empty, nothing that matches. */
export function RoleRows<Item extends { readonly role: { readonly family: RoleFamily } }>({
  label,
  query,
  all,
  shown,
  empty,
  render,
}: RoleRowsProps<Item>) {
  if (query.isPending) return <RowSkeletons count={4} />;
  if (query.error !== null && all.length === 0)
    return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (all.length === 0) return <EmptyState {...empty} />;
  if (shown.length === 0) return <EmptyState title={strings.roles.noMatch} action={<ShowAll />} />;
  return families.map((family) => {
    const rows = shown.filter(({ role }) => role.family === family);
    return rows.length === 0 ? null : (
      <Section key={family} title={strings.roles[family]}>
        <ListCard label={`${label}: ${strings.roles[family]}`}>{rows.map(render)}</ListCard>
      </Section>
    );
  });
}

function ShowAll() {
  return (
    <Link to="/my-roles" search={({ show }) => ({ show })}>
      {strings.roles.showAll}
    </Link>
  );
}

const NARROW = '@media (max-width: 860px)';

/** The columns of a row: role, membership, time, actions; one below the other where there is little room. */
export const useRowStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1.4fr) 272px',
    gap: '6px 20px',
    alignItems: 'center',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  selectable: {
    gridTemplateColumns: '32px minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1.4fr) 272px',
    [NARROW]: { gridTemplateColumns: '32px minmax(0, 1fr)', '& > :nth-child(n + 3)': { gridColumn: 2 } },
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  words: { display: 'grid', gap: '2px', minWidth: 0 },
  actions: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    justifyContent: 'flex-end',
    flexWrap: 'wrap',
    [NARROW]: { justifyContent: 'flex-start' },
  },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});
