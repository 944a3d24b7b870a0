import {
  ClipboardCheckmarkRegular,
  DataBarVerticalRegular,
  DesktopRegular,
  DocumentSettingsRegular,
  type FluentIcon,
  HistoryRegular,
  HomeRegular,
  MailRegular,
  OrganizationRegular,
  PeopleRegular,
  PeopleTeamRegular,
  PersonClockRegular,
  PersonKeyRegular,
  PlugConnectedRegular,
  SearchInfoRegular,
  SendRegular,
  ShieldKeyholeRegular,
} from '@fluentui/react-icons';
import type { Me } from '../lib/api-types.ts';
import { strings } from '../strings.ts';

const pages = strings.pages;

interface NavItem {
  readonly to: NavTarget;
  readonly label: string;
  readonly icon: FluentIcon;
  readonly isFor: (me: Me) => boolean;
  /** The others are one touch further away there. */
  readonly isOnPhone: boolean;
}

export type NavTarget =
  | '/'
  | '/my-roles'
  | '/requests'
  | '/approvals'
  | '/overview'
  | '/assignments'
  | '/roles'
  | '/templates'
  | '/resources'
  | '/people'
  | '/audit'
  | '/past-access'
  | '/spot-audits'
  | '/notifications'
  | '/endpoints'
  | '/sessions'
  | '/more';

const forAll = { isFor: () => true, isOnPhone: true };
const forReaders = { isFor: (me: Me) => me.seesOthers, isOnPhone: false };

/** The pages of the rail, in its order; each only for who may use it. */
export const navItems: readonly NavItem[] = [
  { to: '/', label: pages.home, icon: HomeRegular, ...forAll },
  { to: '/my-roles', label: pages.myRoles, icon: PersonKeyRegular, ...forAll },
  { to: '/requests', label: pages.requests, icon: SendRegular, ...forAll },
  { to: '/approvals', label: pages.approvals, icon: ClipboardCheckmarkRegular, ...forAll },
  { to: '/overview', label: pages.overview, icon: DataBarVerticalRegular, ...forReaders },
  { to: '/assignments', label: pages.assignments, icon: PeopleTeamRegular, ...forReaders },
  { to: '/roles', label: pages.roles, icon: ShieldKeyholeRegular, ...forReaders },
  {
    to: '/templates',
    label: pages.templates,
    icon: DocumentSettingsRegular,
    isFor: (me: Me) => me.may.readSettings,
    isOnPhone: false,
  },
  { to: '/resources', label: pages.resources, icon: OrganizationRegular, isFor: () => true, isOnPhone: false },
  {
    to: '/people',
    label: pages.people,
    icon: PeopleRegular,
    isFor: (me: Me) => me.may.findPeople,
    isOnPhone: false,
  },
  { to: '/audit', label: pages.audit, icon: HistoryRegular, ...forReaders },
  { to: '/past-access', label: pages.pastAccessShort, icon: PersonClockRegular, ...forReaders },
  { to: '/spot-audits', label: pages.spotAudits, icon: SearchInfoRegular, ...forReaders },
  {
    to: '/notifications',
    label: pages.notifications,
    icon: MailRegular,
    isFor: (me: Me) => me.may.administerNotifications,
    isOnPhone: false,
  },
  {
    to: '/endpoints',
    label: pages.endpoints,
    icon: PlugConnectedRegular,
    isFor: (me: Me) => me.may.administerNotifications,
    isOnPhone: false,
  },
  {
    to: '/sessions',
    label: pages.sessions,
    icon: DesktopRegular,
    isFor: (me: Me) => me.may.endSessions,
    isOnPhone: false,
  },
];
