import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import type { Column } from '../../components/table-row.tsx';
import { Time } from '../../components/time.tsx';
import type { AuditEntry } from '../../lib/api-types.ts';
import { auditStrings as words } from '../../strings/audit.ts';

const useStyles = makeStyles({
  what: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What happened in words; a type that has none is shown as it is recorded. */
export function typeInWords(type: string): string {
  return words.types[type] ?? type;
}

export function auditColumns(onShow: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] {
  return [
    { name: words.columns.when, width: '150px', cell: ({ at }) => <Time at={at} /> },
    { name: words.columns.what, width: 'minmax(0, 1.2fr)', cell: (entry) => <What entry={entry} /> },
    {
      name: words.columns.who,
      width: 'minmax(0, 1fr)',
      isNamed: true,
      cell: ({ actor }) => actor?.displayName ?? words.brevet,
    },
    { name: words.columns.about, width: 'minmax(0, 1.6fr)', isNamed: true, cell: (entry) => <About entry={entry} /> },
    {
      name: words.columns.more,
      width: '32px',
      corner: 'menu',
      cell: (entry) => (
        <Button
          appearance="subtle"
          icon={<ChevronRightRegular />}
          aria-label={words.detailsOf(typeInWords(entry.type), entry.sequence)}
          onClick={() => onShow(entry)}
        />
      ),
    },
  ];
}

function What({ entry }: { readonly entry: AuditEntry }) {
  return <span className={useStyles().what}>{typeInWords(entry.type)}</span>;
}

function About({ entry: { role, scope, principal } }: { readonly entry: AuditEntry }) {
  const parts = [principal?.displayName, role?.displayName, scope?.displayName].filter(Boolean);
  return <span className={useStyles().quiet}>{parts.join(' · ')}</span>;
}
