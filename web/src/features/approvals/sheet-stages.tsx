import { makeStyles, tokens } from '@fluentui/react-components';
import { Card } from '../../components/card.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Section } from '../../components/section.tsx';
import type { DecisionSheet } from '../../lib/api-types.ts';
import { strings } from '../../strings.ts';

const words = strings.sheet;

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Who can decide, how many are needed, and how much time is left. */
export function SheetStages({ stages }: { readonly stages: DecisionSheet['stages'] }) {
  const styles = useStyles();
  return (
    <Section title={words.timeLeft}>
      {stages.map(({ id, state, openedAt, expiresAt, approvalsMissing, canDecide, canDecideCount }, index) => (
        <Card key={id}>
          {stages.length === 1 ? null : <strong>{words.stage(index + 1, stages.length)}</strong>}
          {state === 'open' && openedAt !== null && expiresAt !== null ? (
            <Countdown start={openedAt} end={expiresAt} />
          ) : null}
          {approvalsMissing > 0 ? <div>{words.missing(approvalsMissing)}</div> : null}
          {canDecide.length === 0 ? null : (
            <div className={styles.quiet}>
              {words.canDecide}: {canDecide.map(({ displayName }) => displayName).join(', ')}
              {canDecideCount > canDecide.length ? ` +${canDecideCount - canDecide.length}` : ''}
            </div>
          )}
        </Card>
      ))}
    </Section>
  );
}
