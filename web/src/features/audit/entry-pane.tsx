import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pane } from '../../components/pane.tsx';
import { RowSkeletons } from '../../components/row-skeletons.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import type { AuditEntry } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useTell } from '../../lib/use-tell.ts';
import { auditStrings as words } from '../../strings/audit.ts';
import { strings } from '../../strings.ts';
import { typeInWords } from './audit-columns.tsx';
import { type AuditSearch, entryQuery } from './audit-queries.ts';

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
  readonly sequence: string;
  /** Where the list has it already. */
  readonly known: AuditEntry | undefined;
  readonly onClose: () => void;
  readonly onNarrow: (search: AuditSearch) => void;
}

/** One entry, whole, and the ways to what belongs to it; it has an address of its own. */
export function EntryPane({ sequence, known, onClose, onNarrow }: EntryPaneProps) {
  const { data = known, error } = useQuery(entryQuery(sequence));
  return (
    <Pane
      title={words.entry(Number(sequence))}
      onClose={onClose}
      footer={data ? <EntryActions entry={data} onNarrow={onNarrow} /> : null}
    >
      {data === null ? <EmptyState title={words.noEntry} lead={words.noEntryLead} /> : null}
      {data === undefined && error === null ? <RowSkeletons /> : null}
      {data === undefined && error !== null ? <ErrorState error={error} /> : null}
      {data ? <EntryFacts entry={data} /> : null}
    </Pane>
  );
}

function EntryActions({ entry, onNarrow }: { readonly entry: AuditEntry } & Pick<EntryPaneProps, 'onNarrow'>) {
  const styles = useStyles();
  const { at, actor, principal, scope, requestId, correlationId } = entry;
  return (
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
      {principal === null || scope === null ? null : (
        <Link to="/past-access" search={{ principal: principal.id, scope: scope.path, at }}>
          {words.accessThen}
        </Link>
      )}
    </div>
  );
}

function EntryFacts({ entry }: { readonly entry: AuditEntry }) {
  const styles = useStyles();
  const { time } = usePreferences();
  const tell = useTell();
  const { at, type, actor, role, scope, principal, correlationId, command, origin, hash } = entry;
  const recorded = JSON.stringify(entry.details, null, 2);
  const copy = () => navigator.clipboard.writeText(recorded).then(() => tell(strings.errors.copied, 'info'));
  return (
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
        [words.facts.recorded]: (
          <>
            <Button size="small" onClick={copy}>
              {words.copy}
            </Button>
            <pre className={styles.code}>{recorded}</pre>
          </>
        ),
      }}
    />
  );
}
