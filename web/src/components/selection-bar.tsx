import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { ActionBar } from './action-bar.tsx';

interface SelectionBarProps {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** What can be done with what is selected. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  return (
    <ActionBar
      title={strings.approvals.selected(count)}
      before={
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={strings.activate.close} onClick={onClear} />
      }
    >
      {children}
    </ActionBar>
  );
}
