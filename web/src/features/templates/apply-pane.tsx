import { Button, makeStyles, Tag, TagGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { problemInWords } from '../../components/error-state.tsx';
import { Pane } from '../../components/pane.tsx';
import { type PickedRole, PickRole } from '../../components/pick-role.tsx';
import { type PickedScope, PickScope } from '../../components/pick-scope.tsx';
import { Section } from '../../components/section.tsx';
import type { PolicyTemplate } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { templateStrings as words } from '../../strings/templates.ts';
import { TargetPreview } from './target-preview.tsx';
import { applyTemplate, type Target } from './template-queries.ts';

/** Each combination is previewed by the server; a person looks at so many at a time. */
const MOST_TARGETS = 20;

const useStyles = makeStyles({
  chosen: { display: 'flex', flexWrap: 'wrap', gap: '6px' },
  preview: { display: 'grid', gap: '12px' },
});

interface ApplyPaneProps {
  readonly template: PolicyTemplate;
  readonly onClose: () => void;
}

/** Applies a template to every chosen role at every chosen scope, after a look at what that does to whom. */
export function ApplyPane({ template, onClose }: ApplyPaneProps) {
  const styles = useStyles();
  const tell = useTell();
  const [roles, setRoles] = useState<readonly PickedRole[]>([]);
  const [scopes, setScopes] = useState<readonly PickedScope[]>([]);
  const pairs = roles.flatMap((role) => scopes.map((scope) => ({ role, scope })));
  const isTooMany = pairs.length > MOST_TARGETS;
  const targets = pairs.map(({ role, scope }): Target => ({ roleDefinitionId: role.id, scope: scope.path }));
  const apply = useChange((asked: readonly Target[]) => applyTemplate(template.id, { targets: asked }));
  const isReady = targets.length > 0 && !isTooMany && !apply.isPending;
  const run = () =>
    isReady &&
    apply.mutate(targets, {
      onSuccess(applied) {
        tell(words.applied(applied.targets.length));
        onClose();
      },
      onError: (error) => tell(words.apply, 'error', problemInWords(error)),
    });
  return (
    <Pane
      title={words.apply}
      onClose={onClose}
      footer={
        <Button appearance="primary" disabledFocusable={!isReady} onClick={run}>
          {targets.length === 0 ? words.apply : words.applyTo(targets.length)}
        </Button>
      }
    >
      <Section title={words.roles}>
        <Chosen
          names={roles.map(({ id, name }) => [id, name])}
          onLeaveOut={(id) => setRoles(roles.filter((each) => each.id !== id))}
        />
        <PickRole at={undefined} chosen={null} onChoose={(role) => setRoles(toggled(roles, role, 'id'))} />
      </Section>
      <Section title={words.scopes}>
        <Chosen
          names={scopes.map(({ path, displayName }) => [path, displayName])}
          onLeaveOut={(path) => setScopes(scopes.filter((each) => each.path !== path))}
        />
        <PickScope chosen={null} onChoose={(scope) => setScopes(toggled(scopes, scope, 'path'))} />
      </Section>
      <Section title={words.preview}>
        <div className={styles.preview} role="status">
          {pairs.length === 0 ? words.previewNone : null}
          {isTooMany
            ? words.tooMany(pairs.length, MOST_TARGETS)
            : pairs.map(({ role, scope }) => (
                <TargetPreview key={`${role.id} ${scope.path}`} role={role} scope={scope} rules={template.rules} />
              ))}
        </div>
      </Section>
    </Pane>
  );
}

function toggled<Item, Key extends keyof Item>(items: readonly Item[], item: Item, key: Key): readonly Item[] {
  const without = items.filter((each) => each[key] !== item[key]);
  return without.length < items.length ? without : [...items, item];
}

interface ChosenProps {
  readonly names: ReadonlyArray<readonly [key: string, name: string]>;
  readonly onLeaveOut: (key: string) => void;
}

function Chosen({ names, onLeaveOut }: ChosenProps) {
  const styles = useStyles();
  if (names.length === 0) return null;
  return (
    <TagGroup className={styles.chosen} aria-label={words.apply} onDismiss={(_, { value }) => onLeaveOut(value)}>
      {names.map(([key, name]) => (
        <Tag key={key} value={key} dismissible shape="circular" dismissIcon={{ 'aria-label': words.leaveOut(name) }}>
          {name}
        </Tag>
      ))}
    </TagGroup>
  );
}
