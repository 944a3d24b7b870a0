import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { useState } from 'react';

const useStyles = makeStyles({ surface: { maxWidth: '320px', display: 'grid', gap: '12px', justifyItems: 'start' } });

interface ConfirmButtonProps {
  readonly label: string;
  /** What ends, and for whom. */
  readonly consequence: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
}

/** For what cannot be undone: says what ends before it does. */
export function ConfirmButton({ label, consequence, isPending, onConfirm }: ConfirmButtonProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} trapFocus positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button disabledFocusable={isPending}>{label}</Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={label}>
        {consequence}
        <Button
          appearance="primary"
          onClick={() => {
            setOpen(false);
            if (!isPending) onConfirm();
          }}
        >
          {label}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
