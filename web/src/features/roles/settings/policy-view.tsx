import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionBar } from '../../../components/action-bar.tsx';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { problemInWords } from '../../../components/error-state.tsx';
import { ListCard } from '../../../components/list-card.tsx';
import { Page } from '../../../components/page.tsx';
import { PickScope } from '../../../components/pick-scope.tsx';
import { RoleChip } from '../../../components/role-chip.tsx';
import { Time } from '../../../components/time.tsx';
import { call } from '../../../lib/api.ts';
import type { Policy, PolicyChanges } from '../../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../../lib/draft.ts';
import { useChange } from '../../../lib/submit.ts';
import { useTell } from '../../../lib/use-tell.ts';
import { settingStrings as words } from '../../../strings/roles.ts';
import { strings } from '../../../strings.ts';
import { policyPath } from '../role-queries.ts';
import { ChangePreview } from './change-preview.tsx';
import { RuleRow } from './rule-row.tsx';
import { ruleTabs, type TabName, tabNames } from './rule-tabs.ts';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '12px', alignItems: 'end', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // in sight however far down a setting is
  preview: { position: 'sticky', top: '72px', minWidth: 0 },
  tabs: { marginLeft: '-10px' },
  picker: { maxWidth: '520px' },
});

/** The settings as sentences, where each comes from, and as a form that previews what it does. */
export function PolicyView({ policy }: { readonly policy: Policy }) {
  const styles = useStyles();
  const tell = useTell();
  const search = useSearch({ from: '/roles/$id' });
  const navigate = useNavigate({ from: '/roles/$id' });
  const [isPicking, setPicking] = useState(false);
  const { role, scope, writtenAt, lastModifiedAt, lastModifiedBy } = policy;
  const name = `policy.${role.id}.${scope.path}`;
  const [draft, setDraft] = useDraft<{ changes: PolicyChanges }>(name, { changes: {} });
  const isEditing = search.edit === 'yes';
  const tab: TabName = tabNames.find((each) => each === search.tab) ?? 'activation';
  const rules = isEditing ? { ...policy.rules, ...draft.changes } : policy.rules;
  const isChanged = Object.keys(draft.changes).length > 0;
  const write = useChange((body: { rules: PolicyChanges } | null) =>
    body === null
      ? call('DELETE', policyPath(role.id, scope.path))
      : call('PATCH', policyPath(role.id, scope.path), { body }),
  );

  function leave() {
    forgetDraft(name);
    setDraft({ changes: {} });
    navigate({ search: (before) => ({ ...before, edit: undefined }), replace: true });
  }

  function run(body: { rules: PolicyChanges } | null) {
    if (write.isPending) return;
    write.mutate(body, {
      onSuccess() {
        tell(body === null ? words.removed : words.saved);
        leave();
      },
      onError: (error) => tell(words.title(role.name), 'error', problemInWords(error)),
    });
  }

  return (
    <Page
      title={words.title(role.name)}
      back={<Link to="/roles">{strings.pages.roles}</Link>}
      action={
        isEditing ? null : (
          <div className={styles.actions}>
            {writtenAt?.path === scope.path ? (
              <ConfirmButton
                label={words.remove}
                consequence={words.removeLead}
                isPending={write.isPending}
                onConfirm={() => run(null)}
              />
            ) : null}
            <Button appearance="primary" onClick={() => navigate({ search: (before) => ({ ...before, edit: 'yes' }) })}>
              {words.edit}
            </Button>
          </div>
        )
      }
    >
      <div className={styles.head}>
        <RoleChip role={role} scope={scope} />
        <Button size="small" onClick={() => setPicking(!isPicking)}>
          {words.otherScope}
        </Button>
      </div>
      {isPicking ? (
        <div className={styles.picker}>
          <PickScope chosen={scope} onChoose={({ path }) => navigate({ search: { scope: path, tab: search.tab } })} />
        </div>
      ) : null}
      <div className={styles.quiet}>
        {writtenAt === null
          ? words.writtenNowhere
          : writtenAt.path === scope.path
            ? words.writtenHere
            : words.writtenAbove(writtenAt.displayName)}{' '}
        {lastModifiedAt === null || lastModifiedBy === null ? null : (
          <>
            {words.writtenBy(lastModifiedBy.displayName)}, <Time at={lastModifiedAt} />
          </>
        )}
      </div>
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_, { value }) => navigate({ search: (before) => ({ ...before, tab: String(value) }) })}
      >
        {tabNames.map((each) => (
          <Tab key={each} value={each}>
            {words.tabs[each]}
          </Tab>
        ))}
      </TabList>
      <div className={isEditing ? styles.columns : undefined}>
        <ListCard label={words.tabs[tab]}>
          {ruleTabs[tab].map((id) => (
            <RuleRow
              key={id}
              id={id}
              policy={policy}
              rules={rules}
              onChange={
                isEditing ? (rule) => setDraft(({ changes }) => ({ changes: { ...changes, [id]: rule } })) : null
              }
            />
          ))}
        </ListCard>
        {isEditing ? (
          <div className={styles.preview}>
            <ChangePreview policy={policy} changes={draft.changes} />
          </div>
        ) : null}
      </div>
      {isEditing ? (
        <ActionBar title={isChanged ? words.changed(Object.keys(draft.changes).length) : words.previewNone}>
          <Button onClick={leave}>{words.discard}</Button>
          <Button
            appearance="primary"
            disabledFocusable={!isChanged || write.isPending}
            onClick={() => isChanged && run({ rules: draft.changes })}
          >
            {words.save}
          </Button>
        </ActionBar>
      ) : null}
    </Page>
  );
}
