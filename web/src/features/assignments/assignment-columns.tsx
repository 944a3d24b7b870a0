import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { RiskBadge } from '../../components/risk-badge.tsx';
import { RowCheckbox } from '../../components/row-checkbox.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import type { Assignment } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import { strings } from '../../strings.ts';
import type { AssignmentState } from './assignment-queries.ts';
import { type Action, RowMenu } from './row-menu.tsx';

const useStyles = makeStyles({
  two: { display: 'grid', gap: '2px', minWidth: 0 },
  first: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface ColumnOptions {
  /** How a condition looks. */
  readonly code: string;
  readonly state: AssignmentState;
  readonly isSelected: (id: string) => boolean;
  /** null: nothing can be selected. */
  readonly onSelect: ((items: readonly Assignment[], isSelected: boolean) => void) | null;
  readonly onChange: (action: Action, item: Assignment) => void;
}

export function assignmentColumns({
  isSelected,
  onSelect,
  onChange,
  state,
  code,
}: ColumnOptions): readonly Column<Assignment>[] {
  return [
    ...(onSelect === null
      ? []
      : [
          {
            name: words.columns.select,
            width: '24px',
            corner: 'select' as const,
            cell: (item: Assignment) => (
              <RowCheckbox
                label={words.select(item.principal.displayName, item.role.name)}
                isDisabled={!item.mayChange}
                checked={isSelected(item.id)}
                onChange={(checked) => onSelect([item], checked)}
              />
            ),
          },
        ]),
    { name: words.columns.who, width: 'minmax(0, 1.3fr)', cell: (item) => <Who item={item} /> },
    { name: words.columns.role, width: 'minmax(0, 1.5fr)', cell: (item) => <Role item={item} /> },
    { name: words.columns.scope, width: 'minmax(0, 1fr)', cell: ({ scope }) => <ScopePath scope={scope} /> },
    { name: words.columns.given, width: '110px', isNamed: true, cell: (item) => words.givenAs(item) },
    {
      name: words.columns.condition,
      width: 'minmax(0, 1fr)',
      isNamed: true,
      cell: ({ condition }) => <code className={code}>{condition}</code>,
    },
    { name: words.columns.start, width: '150px', isRight: true, cell: ({ start }) => <Time at={start} /> },
    { name: words.columns.ends, width: '150px', isRight: true, isNamed: true, cell: (item) => <Ends item={item} /> },
    {
      name: words.columns.actions,
      width: '40px',
      corner: 'menu',
      cell: (item) => <RowMenu item={item} state={state} onChoose={(action) => onChange(action, item)} />,
    },
  ];
}

function Who({ item: { principal } }: { readonly item: Assignment }) {
  const styles = useStyles();
  const { id, kind, displayName, userName } = principal;
  return (
    <div className={styles.two}>
      {kind === 'servicePrincipal' ? (
        <span>{displayName}</span>
      ) : (
        <Link to={kind === 'group' ? '/groups/$id' : '/people/$id'} params={{ id }}>
          {displayName}
        </Link>
      )}
      <span className={styles.quiet}>{userName ?? words.kinds[kind]}</span>
    </div>
  );
}

function Role({ item }: { readonly item: Assignment }) {
  const styles = useStyles();
  return (
    <div className={styles.first}>
      {item.role.name}
      <RiskBadge risk={item.role.risk} />
    </div>
  );
}

function Ends({ item }: { readonly item: Assignment }) {
  const styles = useStyles();
  const { start, end, isPlanned, type } = item;
  return (
    <div className={styles.two}>
      <span>{end === null ? words.permanent : <Time at={end} />}</span>
      <span className={styles.quiet}>
        {isPlanned ? <Time at={start} as={strings.time.starts} /> : type === 'activated' ? words.activated : null}
      </span>
    </div>
  );
}
