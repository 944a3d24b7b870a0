import { Button, CounterBadge, makeStyles, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { strings } from '../../strings.ts';
import { bellQuery } from './bell-queries.ts';

const BellList = lazy(() => import('./bell-list.tsx'));

const useStyles = makeStyles({
  button: { minWidth: '44px' },
  icon: { position: 'relative', display: 'flex' },
  count: { position: 'absolute', top: '-6px', left: '10px', whiteSpace: 'nowrap', overflowWrap: 'normal' },
  surface: { width: 'min(400px, 92vw)', maxHeight: '70vh', overflowY: 'auto', boxSizing: 'border-box' },
});

/** How much the person has not read; the server says when there is more. */
export function BellButton() {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const unread = useQuery(bellQuery).data?.unread ?? 0;
  return (
    <Popover inline open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.button}
          aria-label={strings.frame.bell(unread)}
          icon={
            <span className={styles.icon}>
              <AlertRegular />
              {unread === 0 ? null : (
                <CounterBadge className={styles.count} count={unread} size="small" color="danger" aria-hidden="true" />
              )}
            </span>
          }
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={strings.frame.bell(unread)}>
        <Suspense fallback={<RowSkeletons count={2} />}>
          <BellList onLeave={() => setOpen(false)} />
        </Suspense>
      </PopoverSurface>
    </Popover>
  );
}
