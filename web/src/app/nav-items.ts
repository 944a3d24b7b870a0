import {
  ClipboardCheckmarkRegular,
  DataBarVerticalRegular,
  HomeRegular,
  PersonKeyRegular,
  SendRegular,
} from '@fluentui/react-icons';
import type { Me } from '../lib/api-types.ts';
import { strings } from '../strings.ts';

const pages = strings.pages;

/** The pages of the rail, in its order; each only for who may use it. */
export const navItems = [
  { to: '/', label: pages.home, icon: HomeRegular, isFor: () => true },
  { to: '/my-roles', label: pages.myRoles, icon: PersonKeyRegular, isFor: () => true },
  { to: '/requests', label: pages.requests, icon: SendRegular, isFor: () => true },
  { to: '/approvals', label: pages.approvals, icon: ClipboardCheckmarkRegular, isFor: () => true },
  { to: '/overview', label: pages.overview, icon: DataBarVerticalRegular, isFor: (me: Me) => me.seesOthers },
] as const;
