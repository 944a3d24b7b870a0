import { Dialog, DialogSurface, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { findQuery } from '../lib/find-query.ts';
import { useFocusGivenBack } from '../lib/held-focus.ts';
import { activeQuery, approvalsQuery, eligibleQuery, meQuery } from '../lib/queries.ts';
import { useSettled } from '../lib/use-settled.ts';
import { strings } from '../strings.ts';
import { takeEarlyKeys } from './early-keys.ts';
import { type Command, findCommands } from './palette-commands.ts';
import { useRunCommand } from './use-run-command.ts';

const words = strings.palette;

const useStyles = makeStyles({
  // stays where it is while what is found becomes more or less
  surface: {
    padding: '12px',
    width: 'calc(100% - 16px)',
    maxWidth: '560px',
    margin: '12vh auto auto',
    '@media (max-width: 640px)': { marginTop: '8px' },
  },
  input: { width: '100%' },
  list: { listStyle: 'none', margin: '8px 0 0', padding: 0, maxHeight: 'min(340px, 50dvh)', overflowY: 'auto' },
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
  },
  current: {
    background: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    // seen in high contrast alone, where grounds are alike
    outline: `2px solid ${tokens.colorTransparentStroke}`,
    outlineOffset: '-2px',
  },
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  foot: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, padding: '8px 12px 0' },
});

const LIST = 'palette-list';

function showCurrent(option: HTMLElement | null) {
  option?.scrollIntoView({ block: 'nearest' });
}

/** Pages, roles and requests by a few letters; what is chosen opens, and nothing is done by it alone. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  useEffect(
    () => () => {
      takeEarlyKeys();
    },
    [],
  );
  const [at, setAt] = useState(0);
  useFocusGivenBack();
  const run = useRunCommand();
  const me = useQuery(meQuery).data ?? null;
  const settled = useSettled(text, 200) ?? '';
  const found = useQuery({ ...findQuery(settled, me), placeholderData: keepPreviousData }).data ?? [];
  const commands = findCommands(text, {
    me,
    eligible: useQuery(eligibleQuery).data?.items ?? [],
    active: useQuery(activeQuery).data?.items ?? [],
    approvals: useQuery(approvalsQuery).data?.items ?? [],
    found: text.trim().length < 2 ? [] : found,
  });
  const current = Math.min(at, commands.length - 1);

  function choose(command: Command | undefined) {
    if (command === undefined) return;
    onClose();
    run(command);
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((current + step + commands.length) % Math.max(1, commands.length));
    }
    if (event.key === 'Enter') choose(commands[current]);
  }

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface} aria-label={words.title}>
        <Input
          className={styles.input}
          size="large"
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={LIST}
          aria-activedescendant={commands[current] === undefined ? undefined : `${LIST}-${current}`}
          aria-label={words.title}
          placeholder={words.placeholder}
          contentBefore={<SearchRegular aria-hidden="true" />}
          value={text}
          onFocus={() => setText((before) => before + takeEarlyKeys())}
          onKeyDown={onKey}
          onChange={(_, { value }) => {
            setText(value);
            setAt(0);
          }}
        />
        <div className={styles.list} role="listbox" id={LIST} aria-label={words.title}>
          {commands.map((command, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the current option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={command.key}
              id={`${LIST}-${index}`}
              role="option"
              aria-selected={index === current}
              ref={index === current ? showCurrent : undefined}
              className={mergeClasses(styles.item, index === current && styles.current)}
              onClick={() => choose(command)}
            >
              <span>{command.label}</span>
              <span className={styles.kind}>{command.kind}</span>
            </div>
          ))}
        </div>
        <div className={styles.foot} role="status">
          {commands.length === 0 ? words.none : words.keys}
        </div>
      </DialogSurface>
    </Dialog>
  );
}
