import { ErrorState } from '../components/error-state.tsx';
import { Page } from '../components/page.tsx';
import { strings } from '../strings.ts';

export function PageFailed({ error }: { readonly error: unknown }) {
  return (
    <Page title={strings.pages.failed}>
      <ErrorState error={error} onRetry={() => location.reload()} />
    </Page>
  );
}
