import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { Page } from '../lib/api-types.ts';
import { useNarrow } from '../lib/use-narrow.ts';
import { useWindow } from '../lib/use-window.ts';
import { strings } from '../strings.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { RowSkeletons } from './row-skeletons.tsx';
import { type Column, gridOf, TableRow, useRowStyle } from './table-row.tsx';

const ROW = 60;

const useStyles = makeStyles({
  root: {
    background: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
  },
  head: {
    minHeight: '40px',
    borderTop: 'none',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  body: { position: 'relative' },
  right: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

interface DataTableProps<Item> {
  readonly label: string;
  /** The same array as long as they are the same: then only rows that come are drawn. */
  readonly columns: readonly Column<Item>[];
  /** By the name of a column: what stands above the rows in its place, which it says by itself. */
  readonly heads?: Readonly<Record<string, ReactNode>>;
  readonly list: UseInfiniteQueryResult<{ readonly pages: readonly Page<Item>[] }>;
  readonly keyOf: (item: Item) => string;
  readonly empty: { readonly title: string; readonly lead?: string; readonly action?: ReactNode };
  /** The height of a row where its cells stand one below the other, in pixels. */
  readonly stackedHeight: number;
  /** The same where they stand side by side; 60 if left out. */
  readonly rowHeight?: number;
}

/** A table of any length: it is read page by page, and only what is on the screen is drawn. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { label, columns, heads = {}, list, keyOf, empty, stackedHeight, rowHeight = ROW } = props;
  const styles = useStyles();
  const row = useRowStyle();
  const isNarrow = useNarrow();
  const height = isNarrow ? stackedHeight : rowHeight;
  const pages = list.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const { ref, from, to } = useWindow(items.length, height);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const isNearEnd = to >= items.length - 10;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (list.isPending) return <RowSkeletons count={6} height={48} />;
  if (list.isError && items.length === 0) return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <EmptyState {...empty} />;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be placed where they are scrolled to */}
      <div className={styles.root} role="table" aria-label={label} aria-rowcount={hasNextPage ? -1 : items.length + 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: it is text */}
        <div
          className={mergeClasses(row, styles.head, isNarrow && styles.hidden)}
          role="row"
          style={gridOf(columns, isNarrow)}
        >
          {columns.map(({ name, isRight, corner }) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: it is text
            <span key={name} role="columnheader" className={isRight === true ? styles.right : undefined}>
              {heads[name] === undefined || isNarrow ? (
                <span className={corner === undefined ? undefined : styles.hidden}>{name}</span>
              ) : (
                heads[name]
              )}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div className={styles.body} ref={ref} role="rowgroup" style={{ height: items.length * height }}>
          {items.slice(from, to).map((item, index) => (
            <TableRow
              key={keyOf(item)}
              item={item}
              columns={columns}
              index={from + index}
              height={height}
              isNarrow={isNarrow}
            />
          ))}
        </div>
      </div>
      <div role="status" className={styles.hidden}>
        {isFetchingNextPage ? strings.errors.loadingMore : ''}
      </div>
    </>
  );
}
