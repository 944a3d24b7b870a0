import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { strings } from '../strings.ts';

export function PageNotFound() {
  return (
    <Page title={strings.pages.notFound}>
      <EmptyState title={strings.errors.notFound} action={<Link to="/">{strings.errors.goHome}</Link>} />
    </Page>
  );
}
