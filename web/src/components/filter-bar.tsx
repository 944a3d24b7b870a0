import { Input, makeStyles, Select } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useSettled } from '../lib/use-settled.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  search: { flex: '1 1 200px', maxWidth: '360px', minWidth: 0 },
});

/** What narrows a list; all of it stands in the address. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().bar}>{children}</div>;
}

interface SearchFilterProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A text that the server looks for once it has not changed for a moment. */
export function SearchFilter({ label, value = '', onChange }: SearchFilterProps) {
  const styles = useStyles();
  const [text, setText] = useState(value);
  const settled = useSettled(text, 250);
  const [known, setKnown] = useState(value);
  // a link or the back button changed the address, and not what was typed here
  if (value !== known) {
    setKnown(value);
    if (value !== settled) setText(value);
  }
  const router = useRouter();
  // what is typed is written into the address, and nothing else that changes
  const write = useEffectEvent(() => {
    const { location, resolvedLocation } = router.state;
    // who clicked a link meanwhile is on the way to another page, and is not called back
    const isLeaving = resolvedLocation !== undefined && location.pathname !== resolvedLocation.pathname;
    if (settled !== value && !isLeaving) onChange(settled === '' ? undefined : settled);
  });
  useEffect(() => {
    if (settled !== null) write();
  }, [settled]);
  return (
    <Input
      className={styles.search}
      type="search"
      aria-label={label}
      placeholder={label}
      contentBefore={<SearchRegular aria-hidden="true" />}
      value={text}
      onChange={(_, data) => setText(data.value)}
    />
  );
}

interface ChoiceFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Values and their words; the empty value narrows nothing. */
  readonly choices: Readonly<Record<string, string>>;
  readonly onChange: (value: string | undefined) => void;
}

export function ChoiceFilter({ label, value = '', choices, onChange }: ChoiceFilterProps) {
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(_, data) => onChange(data.value === '' ? undefined : data.value)}
    >
      {Object.entries(choices).map(([choice, word]) => (
        <option key={choice} value={choice}>
          {word}
        </option>
      ))}
    </Select>
  );
}
