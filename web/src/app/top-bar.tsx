import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { BellButton } from '../features/bell/bell-button.tsx';
import type { Me } from '../lib/api-types.ts';
import { strings } from '../strings.ts';
import { PersonButton } from './person-button.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '10px 32px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    background: tokens.colorNeutralBackground1,
    position: 'sticky',
    top: 0,
    zIndex: 5,
    '@media (max-width: 640px)': { padding: '8px 16px' },
  },
  right: { display: 'flex', gap: '12px', alignItems: 'center' },
  search: {
    justifyContent: 'flex-start',
    width: 'min(420px, 100%)',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    background: tokens.colorNeutralBackground2,
    minWidth: 0,
  },
  text: { flexGrow: 1, textAlign: 'left', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  keys: {
    fontFamily: 'inherit',
    fontSize: '11px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: '4px',
    padding: '0 5px',
    marginLeft: '8px',
    '@media (max-width: 640px)': { display: 'none' },
  },
});

interface TopBarProps {
  readonly me: Me | undefined;
  readonly onSearch: () => void;
}

export function TopBar({ me, onSearch }: TopBarProps) {
  const styles = useStyles();
  return (
    <header className={styles.root}>
      <Button className={styles.search} icon={<SearchRegular />} onClick={onSearch} aria-keyshortcuts="Control+K">
        <span className={styles.text}>{strings.frame.search}</span>
        <kbd className={styles.keys}>{strings.frame.searchKeys}</kbd>
      </Button>
      {me === undefined ? null : (
        <div className={styles.right}>
          <BellButton />
          <PersonButton me={me} />
        </div>
      )}
    </header>
  );
}
