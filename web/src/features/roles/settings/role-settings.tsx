import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ErrorState } from '../../../components/error-state.tsx';
import { Page } from '../../../components/page.tsx';
import { PickScope } from '../../../components/pick-scope.tsx';
import { RowSkeletons } from '../../../components/row-skeletons.tsx';
import { strings } from '../../../strings.ts';
import { policyQuery } from '../role-queries.ts';
import { PolicyView } from './policy-view.tsx';

const useStyles = makeStyles({ picker: { maxWidth: '520px', display: 'grid', gap: '16px' } });

/** The settings of a role at a scope of the address; at the top where it has none. */
export function RoleSettings() {
  const styles = useStyles();
  const { id } = useParams({ from: '/roles/$id' });
  const { scope = '/' } = useSearch({ from: '/roles/$id' });
  const navigate = useNavigate({ from: '/roles/$id' });
  const policy = useQuery(policyQuery(id, scope));
  if (policy.data !== undefined) return <PolicyView key={`${id} ${scope}`} policy={policy.data} />;
  return (
    <Page title={strings.pages.roles}>
      {policy.isPending ? <RowSkeletons count={5} /> : null}
      {policy.isError ? (
        <div className={styles.picker}>
          <ErrorState error={policy.error} />
          <PickScope chosen={null} onChoose={({ path }) => navigate({ search: { scope: path } })} />
        </div>
      ) : null}
    </Page>
  );
}
