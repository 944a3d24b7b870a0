import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { navItems } from '../../app/nav-items.ts';
import { ListCard } from '../../components/list-card.tsx';
import { Page } from '../../components/page.tsx';
import { meQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
    minHeight: '28px',
  },
  icon: { fontSize: '20px', display: 'flex' },
});

/** The pages for which the bar of a phone has no room. */
export function MorePage() {
  const styles = useStyles();
  const me = useQuery(meQuery).data;
  return (
    <Page title={strings.pages.more} lead={strings.frame.moreLead}>
      <ListCard label={strings.frame.navigation}>
        {navItems
          .filter(({ isFor }) => me !== undefined && isFor(me))
          .map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={styles.link}>
                <span className={styles.icon} aria-hidden="true">
                  <Icon />
                </span>
                {label}
              </Link>
            </li>
          ))}
      </ListCard>
    </Page>
  );
}
