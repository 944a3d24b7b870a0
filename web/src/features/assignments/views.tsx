import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, StarRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keepOnDevice, membersOf, readFromDevice } from '../../lib/on-device.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentSearch } from './assignment-queries.ts';

const MOST_VIEWS = 20;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px', width: 'min(300px, 80vw)' },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
  row: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', minHeight: '32px', gap: '8px' },
  head: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase200 },
  form: { display: 'flex', gap: '8px', alignItems: 'end' },
  name: { flexGrow: 1, minWidth: 0 },
});

interface View {
  readonly name: string;
  readonly search: AssignmentSearch;
}

const usual: readonly View[] = [
  { name: words.usualViews.soon, search: { ends: 'soon' } },
  { name: words.usualViews.permanent, search: { show: 'active', ends: 'never' } },
  { name: words.usualViews.activated, search: { show: 'active', type: 'activated' } },
];

/** Those of what was kept that are views; of what each is narrowed to, what is text. */
function viewsIn(kept: unknown): readonly View[] | null {
  if (!Array.isArray(kept)) return null;
  return kept.slice(-MOST_VIEWS).flatMap((each): readonly View[] => {
    const { name, search } = membersOf(each);
    if (typeof name !== 'string' || name === '') return [];
    const texts = Object.entries(membersOf(search)).filter(([, value]) => typeof value === 'string');
    return [{ name, search: Object.fromEntries(texts) }];
  });
}

interface ViewsProps {
  readonly personId: string;
  /** What the list is narrowed to now. */
  readonly search: AssignmentSearch;
}

/** Views of the list under a name: those that everybody needs, and those that the person keeps on this device. */
export function Views({ personId, search }: ViewsProps) {
  const styles = useStyles();
  const key = `brevet.assignments.views.${personId}`;
  const [isOpen, setOpen] = useState(false);
  const [kept, setKept] = useState(() => readFromDevice(key, viewsIn) ?? []);
  const [name, setName] = useState('');
  const keep = (views: readonly View[]) => {
    keepOnDevice(key, views);
    setKept(views);
  };
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const given = name.trim();
    if (given === '') return;
    keep([...kept.filter((view) => view.name !== given), { name: given, search }].slice(-MOST_VIEWS));
    setName('');
  }
  const row = (view: View, isKept: boolean) => (
    <li key={view.name} className={styles.row}>
      <Link to="/assignments" search={view.search} onClick={() => setOpen(false)}>
        {view.name}
      </Link>
      {isKept ? (
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={words.forgetView(view.name)}
          onClick={() => keep(kept.filter((each) => each !== view))}
        />
      ) : null}
    </li>
  );
  return (
    <Popover open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-start" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<StarRegular />}>
          {words.views}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={words.views}>
        <div className={styles.root}>
          <ul className={styles.list}>{usual.map((view) => row(view, false))}</ul>
          {kept.length === 0 ? null : (
            <>
              <div className={styles.head}>{words.keptViews}</div>
              <ul className={styles.list}>{kept.map((view) => row(view, true))}</ul>
            </>
          )}
          <form className={styles.form} onSubmit={onSubmit}>
            <Field className={styles.name} label={words.viewName}>
              <Input value={name} maxLength={60} onChange={(_, { value }) => setName(value)} />
            </Field>
            <Button type="submit" disabledFocusable={name.trim() === ''}>
              {words.keepView}
            </Button>
          </form>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
