import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ColumnTripleEditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { keepOnDevice, membersOf, readFromDevice } from '../../lib/on-device.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentState } from './assignment-queries.ts';

const KEY = 'brevet.assignments.look';
const { columns } = words;

/** Columns that one can do without. */
const optional = ['scope', 'given', 'condition', 'start'] as const;
type Optional = (typeof optional)[number];

interface Look {
  readonly isCompact: boolean;
  readonly shown: readonly Optional[];
}

const usual: Look = { isCompact: false, shown: ['scope', 'start'] };

function lookIn(kept: unknown): Look | null {
  const { isCompact, shown } = membersOf(kept);
  return {
    isCompact: isCompact === true,
    shown: Array.isArray(shown) ? optional.filter((name) => shown.includes(name)) : usual.shown,
  };
}

/** How the table looks on this device. */
export function useTableLook() {
  const [look, setLook] = useState<Look>(() => readFromDevice(KEY, lookIn) ?? usual);
  return {
    look,
    changeLook(some: Partial<Look>) {
      const after = { ...look, ...some };
      keepOnDevice(KEY, after);
      setLook(after);
    },
  };
}

/** The names of the columns that are shown. */
export function shownColumns({ shown }: Look, state: AssignmentState): ReadonlySet<string> {
  const left = optional.filter((name) => !shown.includes(name) || (name === 'given' && state !== 'active'));
  return new Set(
    Object.entries(columns)
      .filter(([name]) => !left.some((each) => each === name))
      .map(([, word]) => word),
  );
}

interface TableLookProps {
  readonly look: Look;
  readonly state: AssignmentState;
  readonly onChange: (some: Partial<Look>) => void;
}

/** Chooses which columns are shown, and how close the rows stand. */
export function TableLook({ look, state, onChange }: TableLookProps) {
  return (
    <Menu
      inline
      checkedValues={{ columns: [...look.shown], density: [look.isCompact ? 'compact' : 'comfortable'] }}
      onCheckedValueChange={(_, { name, checkedItems }) =>
        onChange(
          name === 'density'
            ? { isCompact: checkedItems.includes('compact') }
            : { shown: optional.filter((each) => checkedItems.includes(each)) },
        )
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ColumnTripleEditRegular />}>
          {words.look}
        </Button>
      </MenuTrigger>
      {/* over the rows, which stand where they are put */}
      <MenuPopover style={{ zIndex: 4 }}>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{words.look}</MenuGroupHeader>
            {optional
              .filter((name) => name !== 'given' || state === 'active')
              .map((name) => (
                <MenuItemCheckbox key={name} name="columns" value={name}>
                  {columns[name]}
                </MenuItemCheckbox>
              ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{words.density}</MenuGroupHeader>
            <MenuItemRadio name="density" value="comfortable">
              {words.comfortable}
            </MenuItemRadio>
            <MenuItemRadio name="density" value="compact">
              {words.compact}
            </MenuItemRadio>
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
