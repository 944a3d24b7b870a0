import { makeStyles, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { BellList } from './bell-list.tsx';

const useStyles = makeStyles({
  surface: { width: 'min(400px, 92vw)', maxHeight: '70vh', overflowY: 'auto', boxSizing: 'border-box' },
});

interface BellPopoverProps {
  readonly label: string;
  readonly trigger: ReactElement;
}

/** What the person was told, below the bell; it is open where it is first drawn. */
export default function BellPopover({ label, trigger }: BellPopoverProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <Popover inline open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>{trigger}</PopoverTrigger>
      <PopoverSurface className={useStyles().surface} aria-label={label}>
        <BellList onLeave={() => setOpen(false)} />
      </PopoverSurface>
    </Popover>
  );
}
