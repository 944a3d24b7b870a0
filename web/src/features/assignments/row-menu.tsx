import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Assignment } from '../../lib/api-types.ts';
import { assignmentStrings as words } from '../../strings/assignments.ts';
import type { AssignmentState } from './assignment-queries.ts';

export const actions = ['update', 'extend', 'renew', 'convert', 'remove'] as const;
export type Action = (typeof actions)[number];

interface RowMenuProps {
  readonly item: Assignment;
  readonly state: AssignmentState;
  readonly onChoose: (action: Action) => void;
}

/** What can be asked of an assignment; whether it may be done is tried before it is. */
export function RowMenu({ item, state, onChoose }: RowMenuProps) {
  const navigate = useNavigate();
  const { principal, role, requestId, kind, type, mayChange, scope, end } = item;
  const isAssigned = type === 'assigned';
  const [wasOpened, setOpened] = useState(false);
  const look = {
    appearance: 'subtle',
    icon: <MoreHorizontalRegular />,
    'aria-label': words.actions(principal.displayName, role.name),
  } as const;
  // rows come and go while one scrolls: a menu is made where it is opened
  if (!wasOpened)
    return <Button {...look} aria-haspopup="menu" aria-expanded={false} onClick={() => setOpened(true)} />;
  return (
    <Menu defaultOpen>
      <MenuTrigger disableButtonEnhancement>
        <Button {...look} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {mayChange && state === 'expired' ? (
            <MenuItem onClick={() => onChoose('renew')}>{words.renew}</MenuItem>
          ) : null}
          {mayChange && state !== 'expired' && isAssigned ? (
            <>
              {end === null ? null : <MenuItem onClick={() => onChoose('extend')}>{words.extend}</MenuItem>}
              <MenuItem onClick={() => onChoose('update')}>{words.update}</MenuItem>
              <MenuItem onClick={() => onChoose('convert')}>
                {kind === 'eligible' ? words.convertToActive : words.convertToEligible}
              </MenuItem>
            </>
          ) : null}
          {mayChange && state !== 'expired' ? (
            <MenuItem onClick={() => onChoose('remove')}>{words.remove}</MenuItem>
          ) : null}
          <MenuItem onClick={() => navigate({ to: '/requests/$id', params: { id: requestId } })}>{words.open}</MenuItem>
          <MenuItem
            onClick={() => navigate({ to: '/roles/$id', params: { id: role.id }, search: { scope: scope.path } })}
          >
            {words.settings}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
