import { makeStyles, tokens } from '@fluentui/react-components';
import { ListCard } from '../../components/list-card.tsx';
import { RequestLink } from '../../components/request-link.tsx';
import { Section } from '../../components/section.tsx';
import { Time } from '../../components/time.tsx';
import type { DecisionSheet } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'space-between', gap: '4px 16px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface PastActivationsProps {
  readonly activations: DecisionSheet['lastActivations'];
  /** Whether they are those of who looks at them. */
  readonly isOwn: boolean;
}

/** How the person who asks used the role before. */
export function PastActivations({ activations, isOwn }: PastActivationsProps) {
  const styles = useStyles();
  return (
    <Section title={strings.sheet.history}>
      {activations.length === 0 ? (
        <div className={styles.quiet}>{isOwn ? strings.sheet.noOwnHistory : strings.sheet.noHistory}</div>
      ) : (
        <ListCard label={strings.sheet.history}>
          {activations.map(({ requestId, scope, startedAt, justification }) => (
            <li key={requestId}>
              <RequestLink id={requestId}>
                <div className={styles.row}>
                  <span>{justification ?? strings.sheet.noReason}</span>
                  <span className={styles.quiet}>
                    {scope.displayName} · <Time at={startedAt} />
                  </span>
                </div>
              </RequestLink>
            </li>
          ))}
        </ListCard>
      )}
    </Section>
  );
}
