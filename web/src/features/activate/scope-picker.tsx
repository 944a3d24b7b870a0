import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import type { Scope } from '../../lib/api-types.ts';
import type { scopesQuery } from '../../lib/queries.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { pickStrings } from '../../strings/pick.ts';
import { strings } from '../../strings.ts';

const words = strings.activate;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '8px' },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '4px',
    maxHeight: '220px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  item: {
    width: '100%',
    justifyContent: 'flex-start',
    fontWeight: 400,
    textAlign: 'left',
    gap: '8px',
    '&:hover > span': { color: 'inherit' },
  },
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, marginLeft: 'auto' },
  chosen: {
    background: tokens.colorBrandBackground2,
    fontWeight: 600,
    // seen in high contrast alone, where grounds are alike
    outline: `2px solid ${tokens.colorTransparentStroke}`,
    outlineOffset: '-2px',
  },
});

/** How many steps a path is below another. */
function depthOf(path: string, top: string): number {
  const named = /\/(resourceGroups|providers)\//gi;
  return (path.match(named)?.length ?? 0) - (top.match(named)?.length ?? 0);
}

interface ScopePickerProps {
  /** The scopes that there are, by what is searched for. */
  readonly scopesOf: (search: string) => ReturnType<typeof scopesQuery>;
  /** The path of the widest of them. */
  readonly top: string;
  /** The path of the one that is chosen. */
  readonly chosen: string;
  readonly onChoose: (scope: Scope) => void;
}

/** The scopes at and below one, as a tree that is searched. */
export function ScopePicker({ scopesOf, top, chosen, onChoose }: ScopePickerProps) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const settled = useSettled(search.trim(), 200);
  const scopes = useQuery({ ...scopesOf(settled), placeholderData: keepPreviousData });
  return (
    <div className={styles.root}>
      <Field label={words.searchScopes}>
        <Input
          value={search}
          contentBefore={<SearchRegular aria-hidden="true" />}
          onChange={(_, { value }) => setSearch(value)}
        />
      </Field>
      {scopes.isError ? <ErrorState error={scopes.error} /> : null}
      <ul className={styles.list} aria-label={words.where}>
        {(scopes.data?.items ?? []).map((scope) => (
          <li key={scope.path}>
            <Button
              appearance="subtle"
              size="small"
              className={mergeClasses(styles.item, scope.path === chosen && styles.chosen)}
              aria-pressed={scope.path === chosen}
              title={scope.path}
              style={{ paddingLeft: 8 + Math.max(0, depthOf(scope.path, top)) * 16 }}
              onClick={() => onChoose(scope)}
            >
              {scope.displayName}
              <span className={styles.kind}>
                {pickStrings.scopeKinds[scope.kind as keyof typeof pickStrings.scopeKinds] ?? scope.kind}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {scopes.data?.hasMore === true ? <div>{words.moreScopes}</div> : null}
    </div>
  );
}
