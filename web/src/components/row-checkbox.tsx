import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';

const useStyles = makeStyles({
  // as large as a finger, without making the row higher
  root: { display: 'flex', margin: '-12px', padding: '12px', cursor: 'pointer' },
  box: {
    width: '16px',
    height: '16px',
    margin: 0,
    flexShrink: 0,
    cursor: 'inherit',
    accentColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: none)': {
      appearance: 'none',
      display: 'grid',
      placeContent: 'center',
      border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
      borderRadius: '3px',
      '&:disabled': { border: `1px solid ${tokens.colorNeutralStrokeDisabled}` },
      '&:checked, &:indeterminate': {
        border: `1px solid ${tokens.colorCompoundBrandBackground}`,
        background: tokens.colorCompoundBrandBackground,
      },
      '&:checked::before, &:indeterminate::before': {
        content: '""',
        width: '10px',
        height: '10px',
        background: tokens.colorNeutralForegroundInverted,
      },
      '&:checked::before': { clipPath: 'polygon(8% 50%, 0 62%, 38% 94%, 100% 18%, 88% 8%, 36% 72%)' },
      '&:indeterminate::before': { clipPath: 'inset(40% 5%)' },
    },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

interface RowCheckboxProps {
  readonly label: string;
  readonly checked: boolean | 'mixed';
  readonly isDisabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box in a row of a table: the browser's own, as rows come and go while one scrolls. */
export function RowCheckbox({ label, checked, isDisabled = false, onChange }: RowCheckboxProps) {
  const styles = useStyles();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = checked === 'mixed';
  }, [checked]);
  return (
    <label className={styles.root}>
      <input
        ref={box}
        type="checkbox"
        className={styles.box}
        aria-label={label}
        disabled={isDisabled}
        checked={checked === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
