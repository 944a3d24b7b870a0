import { Button, Checkbox, Field, Input, makeStyles, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { ErrorState, problemInWords } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PickField } from '../../components/pick-field.tsx';
import { PickRole } from '../../components/pick-role.tsx';
import { PickScope } from '../../components/pick-scope.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { Section } from '../../components/section.tsx';
import { call } from '../../lib/api.ts';
import type { Policy, PolicyTemplate, RuleId } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { settingStrings } from '../../strings/roles.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { strings } from '../../strings.ts';
import { policyQuery } from '../roles/role-queries.ts';
import { ruleInWords } from '../roles/settings/rule-words.ts';
import { orderedRules } from './stated-rules.tsx';
import { templateQuery } from './template-queries.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  rules: { display: 'grid', gap: '2px' },
});

/** A template from the settings of a role, or other settings for one that is there (`?template=`). */
export function MakeTemplate() {
  const { template: id } = useSearch({ from: '/templates/new' });
  const existing = useQuery({ ...templateQuery(id ?? ''), enabled: id !== undefined });
  if (id !== undefined && existing.data === undefined) {
    return (
      <Page title={words.makeTitle}>
        {existing.isError ? <ErrorState error={existing.error} /> : <RowSkeletons count={2} />}
      </Page>
    );
  }
  return <MakeTemplateForm key={id} existing={existing.data ?? null} />;
}

function MakeTemplateForm({ existing }: { readonly existing: PolicyTemplate | null }) {
  const styles = useStyles();
  const tell = useTell();
  const { role, scope = '/' } = useSearch({ from: '/templates/new' });
  const navigate = useNavigate({ from: '/templates/new' });
  const policy = useQuery({ ...policyQuery(role ?? '', scope), enabled: role !== undefined });
  const [name, setName] = useState(existing?.name ?? '');
  const [description, setDescription] = useState(existing?.description ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<RuleId> | null>(null);
  const included = chosen ?? defaultRules(policy.data, existing);
  const write = useChange((body: object) =>
    existing === null
      ? call<PolicyTemplate>('POST', '/policy-templates', { body })
      : call<PolicyTemplate>('PUT', `/policy-templates/${existing.id}`, { body }),
  );
  const isReady = policy.data !== undefined && name.trim() !== '' && included.size > 0 && !write.isPending;
  const title = existing === null ? words.makeTitle : words.replaceTitle(existing.name);

  function save() {
    if (!isReady || policy.data === undefined) return;
    const { rules } = policy.data;
    const stated = Object.fromEntries([...included].map((id) => [id, rules[id]]));
    write.mutate(
      { name: name.trim(), description, rules: stated },
      {
        onSuccess({ id }) {
          tell(existing === null ? words.created : words.saved);
          navigate({ to: '/templates/$id', params: { id } });
        },
        onError: (error) => tell(title, 'error', problemInWords(error)),
      },
    );
  }

  return (
    <Page
      title={title}
      lead={words.makeLead}
      action={
        <Button appearance="primary" disabledFocusable={!isReady} onClick={save}>
          {existing === null ? words.create : words.save}
        </Button>
      }
    >
      <Card>
        <div className={styles.fields}>
          <PickField label={words.from} chosen={policy.data?.role.name ?? role ?? words.chooseRole}>
            {(close) => (
              <PickRole
                at={undefined}
                chosen={null}
                onChoose={({ id }) => {
                  close();
                  setChosen(null);
                  navigate({ search: (before) => ({ ...before, role: id }), replace: true });
                }}
              />
            )}
          </PickField>
          <PickField
            label={words.at}
            chosen={scope === '/' ? strings.scope.whole : (policy.data?.scope.displayName ?? scope)}
          >
            {(close) => (
              <PickScope
                chosen={null}
                onChoose={({ path }) => {
                  close();
                  setChosen(null);
                  navigate({ search: (before) => ({ ...before, scope: path }), replace: true });
                }}
              />
            )}
          </PickField>
          <Field label={words.name} required>
            <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={words.description}>
            <Textarea value={description} maxLength={1000} onChange={(_, { value }) => setDescription(value)} />
          </Field>
        </div>
      </Card>
      {role === undefined ? null : (
        <Section title={words.include}>
          {policy.isError ? <ErrorState error={policy.error} /> : null}
          {policy.isPending ? <RowSkeletons count={4} height={40} /> : null}
          {policy.data === undefined ? null : (
            <Card>
              <div className={styles.rules}>
                {orderedRules.map((id) => (
                  <Checkbox
                    key={id}
                    checked={included.has(id)}
                    label={`${settingStrings.names[id]}: ${ruleInWords(id, policy.data.rules)}`}
                    onChange={(_, { checked }) => {
                      const next = new Set(included);
                      if (checked === true) next.add(id);
                      else next.delete(id);
                      setChosen(next);
                    }}
                  />
                ))}
              </div>
            </Card>
          )}
        </Section>
      )}
    </Page>
  );
}

/** What the template said before; of a new one, what somebody wrote at all. */
function defaultRules(policy: Policy | undefined, existing: PolicyTemplate | null): ReadonlySet<RuleId> {
  if (existing !== null) return new Set(Object.keys(existing.rules) as RuleId[]);
  if (policy === undefined) return new Set();
  const own = orderedRules.filter((id) => policy.origins[id]?.isDefault === false);
  return new Set(own.length > 0 ? own : orderedRules.filter((id) => !id.startsWith('Notification')));
}
