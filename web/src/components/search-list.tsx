import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { ErrorState } from './error-state.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '8px' },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: '4px',
    maxHeight: '260px',
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
  chosen: {
    background: tokens.colorBrandBackground2,
    // seen in high contrast alone, where grounds are alike
    outline: `2px solid ${tokens.colorTransparentStroke}`,
    outlineOffset: '-2px',
  },
  kind: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    marginLeft: 'auto',
    flexShrink: 0,
    maxWidth: '50%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  none: { padding: '8px', color: tokens.colorNeutralForeground3 },
});

export interface Choice {
  readonly key: string;
  readonly label: ReactNode;
  readonly kind: ReactNode;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

interface SearchListProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** What the server finds for the text; undefined: it has not answered yet. */
  readonly choices: readonly Choice[] | undefined;
  readonly error: unknown;
}

/** Finds something by a few letters and lets one choose it. */
export function SearchList({ label, search, onSearch, choices, error }: SearchListProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Field label={label}>
        <Input
          type="search"
          value={search}
          contentBefore={<SearchRegular aria-hidden="true" />}
          onChange={(_, { value }) => onSearch(value)}
        />
      </Field>
      {error == null ? null : <ErrorState error={error} />}
      <ul className={styles.list} aria-label={label}>
        {(choices ?? []).map(({ key, label: text, kind, isChosen, choose }) => (
          <li key={key}>
            <Button
              appearance="subtle"
              className={mergeClasses(styles.item, isChosen && styles.chosen)}
              aria-pressed={isChosen}
              onClick={choose}
            >
              {text}
              <span className={styles.kind}>{kind}</span>
            </Button>
          </li>
        ))}
        {choices?.length === 0 ? <li className={styles.none}>{strings.palette.none}</li> : null}
      </ul>
    </div>
  );
}
