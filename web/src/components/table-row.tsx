import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';

export interface Column<Item> {
  readonly name: string;
  /** The share of the width, as a grid has it. */
  readonly width: string;
  readonly cell: (item: Item) => ReactNode;
  /** Numbers and times stand on the right. */
  readonly isRight?: boolean;
  /** Shares its line with others that are short where the cells stand one below the other. */
  readonly isShort?: boolean;
  /** Has its name before it where the cells stand one below the other: it does not say by itself what it is. */
  readonly isNamed?: boolean;
  /** A control without a name above it; in a corner where the cells stand one below the other. */
  readonly corner?: 'select' | 'menu';
}

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gap: '16px',
    alignItems: 'center',
    padding: '0 16px',
    boxSizing: 'border-box',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    width: '100%',
  },
  placed: { position: 'absolute', left: 0, '&:hover': { background: tokens.colorNeutralBackground3 } },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', maxHeight: '100%' },
  right: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  select: { position: 'absolute', top: '12px', right: '60px', overflow: 'visible' },
  menu: { position: 'absolute', top: '8px', right: '10px', overflow: 'visible' },
  stacked: { display: 'flex', flexWrap: 'wrap', alignContent: 'center', gap: '4px 14px', padding: '8px 14px' },
  line: { flex: '0 0 100%' },
  named: { display: 'flex', gap: '10px', alignItems: 'baseline' },
  name: { flex: '0 0 96px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What the names above the rows and the rows have in common. */
export function useRowStyle(): string {
  return useStyles().row;
}

export function gridOf<Item>(columns: readonly Column<Item>[], isNarrow: boolean) {
  return { gridTemplateColumns: isNarrow ? 'minmax(0, 1fr)' : columns.map(({ width }) => width).join(' ') };
}

interface TableRowProps<Item> {
  readonly item: Item;
  readonly columns: readonly Column<Item>[];
  readonly index: number;
  /** In pixels. */
  readonly height: number;
  readonly isNarrow: boolean;
}

function Row<Item>({ item, columns, index, height, isNarrow }: TableRowProps<Item>) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table element cannot be placed where they are scrolled to
    // biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={mergeClasses(styles.row, styles.placed, isNarrow && styles.stacked)}
      style={{ ...(isNarrow ? {} : gridOf(columns, false)), top: index * height, height }}
    >
      {columns.map(({ name, cell, isRight, isShort, isNamed, corner }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div
          key={name}
          role="cell"
          className={mergeClasses(
            styles.cell,
            !isNarrow && isRight && styles.right,
            isNarrow && !isShort && !corner && styles.line,
            isNarrow && corner && styles[corner],
            isNarrow && isNamed && styles.named,
          )}
        >
          {isNarrow && isNamed ? (
            <span className={styles.name} aria-hidden="true">
              {name}
            </span>
          ) : null}
          {cell(item)}
        </div>
      ))}
    </div>
  );
}

/** One row of many; while one scrolls, those that stay are not drawn again. */
export const TableRow = memo(Row) as typeof Row;
