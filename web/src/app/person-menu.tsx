import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { AlertOnRegular, SettingsRegular, SignOutRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useRef } from 'react';
import type { Me } from '../lib/api-types.ts';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  who: { padding: '8px 12px', display: 'grid' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface PersonMenuProps {
  readonly me: Me;
  readonly trigger: ReactElement;
}

/** What a person can do about themselves; it is open where it is first drawn. */
export default function PersonMenu({ me, trigger }: PersonMenuProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  return (
    <>
      <Menu inline defaultOpen>
        <MenuTrigger disableButtonEnhancement>{trigger}</MenuTrigger>
        <MenuPopover>
          <div className={styles.who}>
            <span className={styles.name}>{me.displayName}</span>
            <span className={styles.quiet}>{me.userName ?? me.email}</span>
            <span className={styles.quiet}>{me.organisation}</span>
          </div>
          <MenuList>
            <MenuDivider />
            <MenuItem icon={<SettingsRegular />} onClick={() => navigate({ to: '/me' })}>
              {strings.frame.settings}
            </MenuItem>
            <MenuItem icon={<AlertOnRegular />} onClick={() => navigate({ to: '/me/notifications' })}>
              {strings.frame.telling}
            </MenuItem>
            <MenuItem icon={<SignOutRegular />} onClick={() => form.current?.submit()}>
              {strings.frame.signOut}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <form ref={form} method="post" action="/sign-out" hidden />
    </>
  );
}
