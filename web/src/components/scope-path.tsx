import { makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import type { Scope } from '../lib/api-types.ts';
import { hint } from '../lib/hint.ts';
import { useTell } from '../lib/use-tell.ts';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    '&:hover button': { opacity: 1 },
  },
  copy: {
    display: 'inline-flex',
    flexShrink: 0,
    alignItems: 'center',
    justifyContent: 'center',
    width: '24px',
    height: '24px',
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: 'inherit',
    fontSize: '16px',
    cursor: 'pointer',
    opacity: 0,
    '&:hover': { color: tokens.colorBrandForeground1 },
    '&:focus-visible': { opacity: 1, outline: `2px solid ${tokens.colorStrokeFocus2}` },
    // what nothing shows is not to be touched by chance
    '@media (hover: none)': { display: 'none' },
  },
});

/** A scope by its name; the whole path on hover, and to copy. */
export function ScopePath({ scope }: { readonly scope: Pick<Scope, 'path' | 'displayName'> }) {
  const styles = useStyles();
  const tell = useTell();
  const copy = () => navigator.clipboard.writeText(scope.path).then(() => tell(strings.errors.copied, 'info'));
  return (
    <span className={styles.root}>
      <span {...hint(scope.path)}>{scope.displayName}</span>
      <button type="button" className={styles.copy} title={strings.scope.copy} onClick={copy}>
        <CopyRegular aria-hidden="true" />
      </button>
    </span>
  );
}
