import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { strings } from '../../strings.ts';
import { ApplyPane } from './apply-pane.tsx';
import { Followers } from './followers.tsx';
import { StatedRules } from './stated-rules.tsx';
import { TemplateForm } from './template-form.tsx';
import { templateQuery } from './template-queries.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** A template: what it says, what follows it, and where somebody changed that by hand. */
export function TemplatePage() {
  const styles = useStyles();
  const tell = useTell();
  const { id } = useParams({ from: '/templates/$id' });
  const search = useSearch({ from: '/templates/$id' });
  const navigate = useNavigate({ from: '/templates/$id' });
  const { data, error, isPending } = useQuery(templateQuery(id));
  const remove = useChange((_: null) => call('DELETE', `/policy-templates/${id}`));
  const openApply = (apply: string | undefined) =>
    navigate({ search: (before) => ({ ...before, apply }), resetScroll: false });
  const openEdit = (edit: string | undefined) =>
    navigate({ search: (before) => ({ ...before, edit }), resetScroll: false });
  if (data === undefined) {
    return (
      <Page title={strings.pages.templates}>
        {isPending ? <RowSkeletons count={4} /> : <ErrorState error={error} />}
      </Page>
    );
  }
  if (search.edit !== undefined) {
    return (
      <Page title={data.name} back={<Link to="/templates">{strings.pages.templates}</Link>} lead={words.editLead}>
        <TemplateForm key={id} template={data} onLeave={() => openEdit(undefined)} />
      </Page>
    );
  }
  return (
    <Page
      title={data.name}
      back={<Link to="/templates">{strings.pages.templates}</Link>}
      lead={data.description === '' ? words.lead : data.description}
      action={
        <div className={styles.actions}>
          <ConfirmButton
            label={words.remove}
            consequence={words.removeLead}
            isPending={remove.isPending}
            onConfirm={() =>
              remove.mutate(null, {
                onSuccess() {
                  tell(words.removed);
                  navigate({ to: '/templates' });
                },
                onError: (problem) => tell(words.remove, 'error', problemInWords(problem)),
              })
            }
          />
          <Button onClick={() => navigate({ to: '/templates/new', search: { template: id } })}>{words.replace}</Button>
          <Button onClick={() => openEdit('yes')}>{words.edit}</Button>
          <Button appearance="primary" onClick={() => openApply('yes')}>
            {words.apply}
          </Button>
        </div>
      }
    >
      <div className={styles.quiet}>
        {words.changed(data.version, data.lastModifiedBy.displayName)}, <Time at={data.lastModifiedAt} />
      </div>
      <Section title={words.settings}>
        <Card>
          <StatedRules rules={data.rules} />
        </Card>
      </Section>
      <Followers template={data} />
      {search.apply === undefined ? null : <ApplyPane template={data} onClose={() => openApply(undefined)} />}
    </Page>
  );
}
