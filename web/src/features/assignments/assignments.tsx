import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowDownloadRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { ChoiceFilter, FilterBar, SearchFilter } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import { RowCheckbox } from '../../components/row-checkbox.tsx';
import type { Assignment } from '../../lib/api-types.ts';
import { meQuery } from '../../lib/queries.ts';
import { useNarrow } from '../../lib/use-narrow.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { strings } from '../../strings.ts';
import { assignmentColumns } from './assignment-columns.tsx';
import { type AssignmentSearch, assignmentsQuery, exportAddress, stateOf } from './assignment-queries.ts';
import { BulkActions } from './bulk-actions.tsx';
import { NarrowedTo } from './narrowed-to.tsx';
import { OpenChange } from './open-change.tsx';
import type { Action } from './row-menu.tsx';
import { shownColumns, TableLook, useTableLook } from './table-look.tsx';
import { Views } from './views.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px' },
  tabs: { marginLeft: '-10px' },
  list: { display: 'grid', gap: '12px' },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
});

/** Everybody's assignments where the person reads them; what is shown stands in the address. */
export function Assignments() {
  const styles = useStyles();
  const search = useSearch({ from: '/assignments' });
  const navigate = useNavigate({ from: '/assignments' });
  const me = useQuery(meQuery).data;
  const mayGive = me?.may.giveRoles === true;
  const { change, ids, ...narrowing } = search;
  const list = useInfiniteQuery(assignmentsQuery(narrowing));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { look, changeLook } = useTableLook();
  const state = stateOf(search);
  const pages = list.data?.pages;
  const all = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  const chosen = all.filter(({ id }) => selected.has(id));
  const narrow = (some: AssignmentSearch) =>
    navigate({ search: (before) => ({ ...before, ...some }), replace: true, resetScroll: false });
  const open = useCallback(
    (action: Action, items: readonly Assignment[]) =>
      navigate({
        search: (before) => ({ ...before, change: action, ids: items.map(({ id }) => id).join(',') }),
        resetScroll: false,
      }),
    [navigate],
  );
  const close = () =>
    navigate({ search: (before) => ({ ...before, change: undefined, ids: undefined }), resetScroll: false });
  const select = useCallback(
    (items: readonly Assignment[], isSelected: boolean) =>
      setSelected((before) => {
        const after = new Set(before);
        for (const { id } of items) {
          if (isSelected) after.add(id);
          else after.delete(id);
        }
        return after;
      }),
    [],
  );
  const changeable = useMemo(() => all.filter(({ mayChange }) => mayChange), [all]);
  const isNarrow = useNarrow();
  // a page that comes changes none of them, so that the rows that are there are not drawn again
  const columns = useMemo(() => {
    const shown = shownColumns(look, state);
    return assignmentColumns({
      code: styles.code,
      state,
      isSelected: (id) => selected.has(id),
      onSelect: mayGive ? select : null,
      onChange: (action, item: Assignment) => open(action, [item]),
    }).filter(({ name }) => shown.has(name) && !(isNarrow && name === words.columns.start));
  }, [styles.code, state, selected, mayGive, select, open, look, isNarrow]);
  return (
    <Page
      title={strings.pages.assignments}
      lead={words.lead}
      isWide
      action={
        <div className={styles.actions}>
          <Button as="a" href={exportAddress(search)} download icon={<ArrowDownloadRegular />}>
            {words.export}
          </Button>
          {mayGive ? (
            <Button appearance="primary" icon={<AddRegular />} onClick={() => navigate({ to: '/assignments/add' })}>
              {words.add}
            </Button>
          ) : null}
        </div>
      }
    >
      <TabList
        className={styles.tabs}
        selectedValue={state}
        onTabSelect={(_, { value }) => narrow({ show: value === 'eligible' ? undefined : String(value) })}
      >
        {(['eligible', 'active', 'expired'] as const).map((name) => (
          <Tab key={name} value={name}>
            {words.states[name]}
          </Tab>
        ))}
      </TabList>
      <div className={styles.list}>
        <FilterBar>
          <SearchFilter label={words.search} value={search.q} onChange={(q) => narrow({ q })} />
          <ChoiceFilter
            label={words.family}
            value={search.family}
            choices={words.families}
            onChange={(family) => narrow({ family })}
          />
          {state === 'expired' ? null : (
            <ChoiceFilter
              label={words.ends}
              value={search.ends}
              choices={words.endings}
              onChange={(ends) => narrow({ ends })}
            />
          )}
          {state === 'active' ? (
            <ChoiceFilter
              label={words.type}
              value={search.type}
              choices={words.types}
              onChange={(type) => narrow({ type })}
            />
          ) : null}
          {me === undefined ? null : <Views personId={me.id} search={narrowing} />}
          {isNarrow ? null : <TableLook look={look} state={state} onChange={changeLook} />}
          <NarrowedTo
            search={search}
            first={all[0] ?? null}
            onClear={() => narrow({ role: undefined, principal: undefined, scope: undefined })}
          />
        </FilterBar>
        <DataTable
          label={words.states[state]}
          columns={columns}
          heads={{
            [words.columns.select]: (
              <RowCheckbox
                label={words.selectAll}
                checked={
                  (changeable.length > 0 && changeable.every(({ id }) => selected.has(id))) ||
                  (changeable.some(({ id }) => selected.has(id)) && 'mixed')
                }
                onChange={(checked) => select(changeable, checked)}
              />
            ),
          }}
          list={list}
          keyOf={({ id }) => id}
          stackedHeight={164}
          rowHeight={look.isCompact ? 44 : 60}
          empty={
            state === 'expired'
              ? { title: words.noneExpired, lead: words.noneLead }
              : { title: words.none, lead: words.noneLead }
          }
        />
      </div>
      {chosen.length === 0 ? null : (
        <BulkActions
          state={state}
          items={chosen}
          list={list}
          onSelect={(items) => select(items, true)}
          onClear={() => setSelected(new Set())}
          onChoose={(action) => open(action, chosen)}
        />
      )}
      {change === undefined || ids === undefined ? null : (
        <OpenChange
          state={state}
          change={change}
          ids={ids.split(',')}
          known={all}
          onClose={close}
          onDone={() => {
            close();
            setSelected(new Set());
          }}
        />
      )}
    </Page>
  );
}
