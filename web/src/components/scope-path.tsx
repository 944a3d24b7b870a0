import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import type { Scope } from '../lib/api-types.ts';
import { useTell } from '../lib/use-tell.tsx';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    '& button': { opacity: 0 },
    '&:hover button, & button:focus-visible': { opacity: 1 },
  },
});

/** A scope by its name; the whole path on hover, and to copy. */
export function ScopePath({ scope }: { readonly scope: Pick<Scope, 'path' | 'displayName'> }) {
  const styles = useStyles();
  const tell = useTell();
  const copy = () => navigator.clipboard.writeText(scope.path).then(() => tell(strings.errors.copied, 'info'));
  return (
    <span className={styles.root}>
      <Tooltip content={scope.path} relationship="description">
        <span>{scope.displayName}</span>
      </Tooltip>
      <Button
        appearance="transparent"
        size="small"
        icon={<CopyRegular />}
        title={strings.scope.copy}
        aria-label={strings.scope.copy}
        onClick={copy}
      />
    </span>
  );
}
