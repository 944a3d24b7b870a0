import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { Facts } from '../../components/facts.tsx';
import { Pane } from '../../components/pane.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import type { AuditEntry } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { auditStrings as words } from '../../strings/audit.ts';
import { typeInWords } from './audit-columns.tsx';
import type { AuditSearch } from './audit-queries.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    margin: 0,
  },
});

interface EntryPaneProps {
  readonly entry: AuditEntry;
  readonly onClose: () => void;
  readonly onNarrow: (search: AuditSearch) => void;
}

/** One entry, whole, and the ways to what belongs to it. */
export function EntryPane({ entry, onClose, onNarrow }: EntryPaneProps) {
  const styles = useStyles();
  const { time } = usePreferences();
  const { sequence, at, type, actor, role, scope, principal, requestId, correlationId, command, origin, hash } = entry;
  return (
    <Pane
      title={words.entry(sequence)}
      onClose={onClose}
      footer={
        <div className={styles.actions}>
          {requestId === null ? null : (
            <>
              <Button appearance="primary" onClick={() => onNarrow({ about: requestId })}>
                {words.life}
              </Button>
              <Link to="/requests/$id" params={{ id: requestId }}>
                {words.request}
              </Link>
            </>
          )}
          <Button onClick={() => onNarrow({ correlation: correlationId })}>{words.call}</Button>
          {actor === null ? null : <Button onClick={() => onNarrow({ actor: actor.id })}>{words.actor}</Button>}
        </div>
      }
    >
      <Facts
        facts={{
          [words.facts.what]: typeInWords(type),
          [words.facts.when]: time.exact(Date.parse(at)),
          [words.facts.who]: actor?.displayName ?? words.brevet,
          [words.facts.principal]: principal?.displayName ?? null,
          [words.facts.role]: role?.displayName ?? null,
          [words.facts.scope]: scope === null ? null : <ScopePath scope={scope} />,
          [words.facts.command]: command,
          [words.facts.origin]: origin,
          [words.facts.correlation]: correlationId,
          [words.facts.hash]: <code className={styles.code}>{hash}</code>,
          [words.facts.recorded]: <pre className={styles.code}>{JSON.stringify(entry.details, null, 2)}</pre>,
        }}
      />
    </Pane>
  );
}
