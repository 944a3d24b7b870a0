import { Button, Field, makeStyles, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { type ReactNode, useId, useState } from 'react';

const useStyles = makeStyles({
  button: { width: '100%', justifyContent: 'space-between', fontWeight: 400, overflow: 'hidden', textAlign: 'left' },
  surface: { width: 'min(360px, calc(100vw - 32px))', boxSizing: 'border-box' },
});

interface PickFieldProps {
  readonly label: string;
  /** What is chosen, in words. */
  readonly chosen: string;
  /** Finds and chooses; `close` when something was chosen. */
  readonly children: (close: () => void) => ReactNode;
}

/** A field whose value is found by a few letters. */
export function PickField({ label, chosen, children }: PickFieldProps) {
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const labelId = useId();
  const buttonId = useId();
  // the popover stands between the field and the button, which is named by both: the label and what is chosen
  return (
    <Field label={{ children: label, id: labelId }}>
      <Popover open={isOpen} onOpenChange={(_, { open }) => setIsOpen(open)} trapFocus positioning="below-start">
        <PopoverTrigger disableButtonEnhancement>
          <Button
            id={buttonId}
            aria-labelledby={`${labelId} ${buttonId}`}
            className={styles.button}
            icon={<ChevronDownRegular />}
            iconPosition="after"
          >
            {chosen}
          </Button>
        </PopoverTrigger>
        <PopoverSurface className={styles.surface} aria-label={label}>
          {children(() => setIsOpen(false))}
        </PopoverSurface>
      </Popover>
    </Field>
  );
}
