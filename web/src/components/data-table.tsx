import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { Page } from '../lib/api-types.ts';
import { useNarrow } from '../lib/use-narrow.ts';
import { useWindow } from '../lib/use-window.ts';
import { strings } from '../strings.ts';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { RowSkeletons } from './row-skeletons.tsx';

export interface Column<Item> {
  readonly name: string;
  /** The share of the width, as a grid has it. */
  readonly width: string;
  readonly cell: (item: Item) => ReactNode;
  /** Numbers and times stand on the right. */
  readonly isRight?: boolean;
  /** A control without a name above it; in a corner where the cells stand one below the other. */
  readonly corner?: 'select' | 'menu';
}

const ROW = 60;
const EDGE = tokens.colorNeutralStroke2;

const useStyles = makeStyles({
  root: {
    background: tokens.colorNeutralBackground1,
    border: `1px solid ${EDGE}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
  },
  row: {
    display: 'grid',
    gap: '16px',
    alignItems: 'center',
    padding: '0 16px',
    boxSizing: 'border-box',
    borderTop: `1px solid ${EDGE}`,
    width: '100%',
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
  placed: { position: 'absolute', left: 0, '&:hover': { background: tokens.colorNeutralBackground1Hover } },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', maxHeight: '100%' },
  right: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  select: { position: 'absolute', top: '12px', right: '60px', overflow: 'visible' },
  menu: { position: 'absolute', top: '8px', right: '10px', overflow: 'visible' },
  stacked: { alignContent: 'center', gap: '4px', padding: '8px 14px' },
});

interface DataTableProps<Item> {
  readonly label: string;
  readonly columns: readonly Column<Item>[];
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
  const { label, columns, list, keyOf, empty, stackedHeight, rowHeight = ROW } = props;
  const styles = useStyles();
  const isNarrow = useNarrow();
  const height = isNarrow ? stackedHeight : rowHeight;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { ref, from, to } = useWindow(items.length, height);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const isNearEnd = to >= items.length - 10;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (list.isPending) return <RowSkeletons count={6} height={48} />;
  if (list.isError && items.length === 0) return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <EmptyState {...empty} />;
  const grid = { gridTemplateColumns: isNarrow ? 'minmax(0, 1fr)' : columns.map(({ width }) => width).join(' ') };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be placed where they are scrolled to */}
      <div className={styles.root} role="table" aria-label={label} aria-rowcount={hasNextPage ? -1 : items.length + 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: it is text */}
        <div className={mergeClasses(styles.row, styles.head, isNarrow && styles.hidden)} role="row" style={grid}>
          {columns.map(({ name, isRight, corner }) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: it is text
            <span key={name} role="columnheader" className={isRight === true ? styles.right : undefined}>
              <span className={corner === undefined ? undefined : styles.hidden}>{name}</span>
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div className={styles.body} ref={ref} role="rowgroup" style={{ height: items.length * height }}>
          {items.slice(from, to).map((item, index) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus
            <div
              key={keyOf(item)}
              role="row"
              aria-rowindex={from + index + 2}
              className={mergeClasses(styles.row, styles.placed, isNarrow && styles.stacked)}
              style={{ ...grid, top: (from + index) * height, height }}
            >
              {columns.map(({ name, cell, isRight, corner }) => (
                // biome-ignore lint/a11y/useSemanticElements: see above
                <div
                  key={name}
                  role="cell"
                  className={mergeClasses(
                    styles.cell,
                    !isNarrow && isRight && styles.right,
                    isNarrow && corner && styles[corner],
                  )}
                >
                  {cell(item)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      <div role="status" className={styles.hidden}>
        {isFetchingNextPage ? strings.errors.loadingMore : ''}
      </div>
    </>
  );
}
