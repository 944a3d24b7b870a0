import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type FluentIcon, MoreHorizontalRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { Me } from '../lib/api-types.ts';
import { useWaitingCount } from '../lib/use-waiting-count.ts';
import { strings } from '../strings.ts';
import { type NavTarget, navItems } from './nav-items.ts';

const PHONE = '@media (max-width: 640px)';
const NARROW = '@media (max-width: 1000px)';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '16px 12px',
    width: '216px',
    boxSizing: 'border-box',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    background: tokens.colorNeutralBackground1,
    position: 'sticky',
    top: 0,
    height: '100dvh',
    [NARROW]: { width: '64px', padding: '16px 8px' },
    [PHONE]: {
      position: 'fixed',
      inset: 'auto 0 0 0',
      zIndex: 10,
      flexDirection: 'row',
      width: 'auto',
      height: 'auto',
      justifyContent: 'space-around',
      padding: '4px 4px calc(4px + env(safe-area-inset-bottom))',
      borderRight: 'none',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '0 8px 16px',
    fontWeight: 650,
    fontSize: '17px',
    letterSpacing: '-0.01em',
    [PHONE]: { display: 'none' },
  },
  brandName: { [NARROW]: { display: 'none' } },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '9px 12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecoration: 'none',
    fontSize: '14px',
    position: 'relative',
    '&:hover': { background: tokens.colorNeutralBackground3 },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    [NARROW]: { justifyContent: 'center', padding: '11px 0' },
    [PHONE]: { flexDirection: 'column', gap: '2px', padding: '6px 4px', fontSize: '11px', minWidth: '56px' },
  },
  current: {
    background: tokens.colorBrandBackground2,
    // in high contrast there is no other ground to stand on, and where the device forces its colours no shadow
    outline: `1px solid ${tokens.colorTransparentStroke}`,
    outlineOffset: '-1px',
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    [PHONE]: { boxShadow: `inset 0 2px 0 ${tokens.colorCompoundBrandStroke}` },
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    '&:hover': { background: tokens.colorBrandBackground2Hover },
  },
  icon: { fontSize: '20px', display: 'flex', flexShrink: 0 },
  onPhoneNot: { [PHONE]: { display: 'none' } },
  onPhoneOnly: { display: 'none', [PHONE]: { display: 'flex' } },
  label: { [NARROW]: { display: 'none' }, [PHONE]: { display: 'inline' } },
  count: {
    marginLeft: 'auto',
    minWidth: '20px',
    padding: '0 6px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    background: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    outline: `1px solid ${tokens.colorTransparentStroke}`,
    fontSize: '12px',
    lineHeight: '20px',
    fontWeight: 600,
    textAlign: 'center',
    [NARROW]: { position: 'absolute', top: '2px', right: '4px' },
    [PHONE]: { top: '0', right: '8px' },
  },
});

/** The pages: on the left, as icons where there is little room, at the bottom of a phone. */
export function Rail({ me }: { readonly me: Me | undefined }) {
  const styles = useStyles();
  const waiting = useWaitingCount();
  const shown = navItems.filter(({ isFor }) => me !== undefined && isFor(me));
  return (
    <nav className={styles.root} aria-label={strings.frame.navigation}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span className={styles.brandName}>{strings.product}</span>
      </div>
      {shown.map((item) => (
        <RailLink
          key={item.to}
          {...item}
          waiting={item.to === '/approvals' ? waiting : 0}
          className={item.isOnPhone ? undefined : styles.onPhoneNot}
        />
      ))}
      {shown.every(({ isOnPhone }) => isOnPhone) ? null : (
        <RailLink
          to="/more"
          label={strings.pages.more}
          icon={MoreHorizontalRegular}
          waiting={0}
          className={styles.onPhoneOnly}
        />
      )}
    </nav>
  );
}

interface RailLinkProps {
  readonly to: NavTarget;
  readonly label: string;
  readonly icon: FluentIcon;
  readonly waiting: number;
  readonly className: string | undefined;
}

function RailLink({ to, label, icon: Icon, waiting, className }: RailLinkProps) {
  const styles = useStyles();
  return (
    <Link
      to={to}
      title={label}
      // a request by itself may be anybody's
      activeOptions={{ exact: to === '/' || to === '/requests', includeSearch: false }}
      className={mergeClasses(styles.link, className)}
      activeProps={{ className: mergeClasses(styles.link, styles.current, className), 'aria-current': 'page' }}
    >
      <span className={styles.icon} aria-hidden="true">
        <Icon />
      </span>
      <span className={styles.label}>{label}</span>
      {waiting > 0 ? (
        <span className={styles.count} role="img" aria-label={strings.frame.waiting(waiting)}>
          {waiting}
        </span>
      ) : null}
    </Link>
  );
}
