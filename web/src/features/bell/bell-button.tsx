import { Button, type ButtonProps, makeStyles, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { OpensLate } from '../../components/opens-late.tsx';
import { strings } from '../../strings.ts';
import { bellQuery } from './bell-queries.ts';

const loadPopover = () => import('./bell-popover.tsx');
const BellPopover = lazy(loadPopover);
const MOST_SHOWN = 99;

const useStyles = makeStyles({
  button: { minWidth: '44px' },
  icon: { position: 'relative', display: 'flex' },
  count: {
    position: 'absolute',
    top: '-4px',
    left: '10px',
    minWidth: '16px',
    padding: '0 4px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    background: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    outline: `1px solid ${tokens.colorTransparentStroke}`,
    fontSize: '11px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    overflowWrap: 'normal',
  },
});

/** How much the person has not read; the server says when there is more. What it is, is loaded where it is wanted. */
export function BellButton() {
  const styles = useStyles();
  const unread = useQuery(bellQuery).data?.unread ?? 0;
  const look: ButtonProps = {
    appearance: 'subtle',
    className: styles.button,
    'aria-label': strings.frame.bell(unread),
    icon: (
      <span className={styles.icon}>
        <AlertRegular />
        {unread === 0 ? null : (
          <span className={styles.count} aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
      </span>
    ),
  };
  return (
    <OpensLate look={look} load={loadPopover}>
      <BellPopover label={strings.frame.bell(unread)} trigger={<Button {...look} />} />
    </OpensLate>
  );
}
