import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Time } from '../../components/time.tsx';
import type { LifeStep } from '../../lib/api-types.ts';
import { durationInWords } from '../../lib/duration.ts';
import { strings } from '../../strings.ts';
import { ToldList } from './told-list.tsx';

const words = strings.life;

const useStyles = makeStyles({
  root: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  step: {
    position: 'relative',
    paddingLeft: '28px',
    paddingBottom: '18px',
    '&::before': {
      content: '""',
      position: 'absolute',
      left: '5px',
      top: '6px',
      width: '8px',
      height: '8px',
      borderRadius: '50%',
      border: `2px solid ${tokens.colorBrandForeground1}`,
      background: tokens.colorBrandForeground1,
      zIndex: 1,
    },
    '&::after': {
      content: '""',
      position: 'absolute',
      left: '10px',
      top: '14px',
      bottom: '-8px',
      width: '2px',
      background: tokens.colorNeutralStroke2,
    },
    '&:last-child': { paddingBottom: 0 },
    '&:last-child::after': { display: 'none' },
  },
  toCome: { '&::before': { background: 'transparent', border: `2px dashed ${tokens.colorNeutralForeground3}` } },
  bad: {
    '&::before': {
      background: tokens.colorStatusDangerForeground1,
      border: `2px solid ${tokens.colorStatusDangerForeground1}`,
    },
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: '12px', flexWrap: 'wrap' },
  title: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { whiteSpace: 'pre-wrap', color: tokens.colorNeutralForeground2 },
});

const toCome: readonly LifeStep['kind'][] = ['waits', 'starts', 'ends'];

/** The life of a request: asked, told, decided, active, ended, each with its time; what is to come at the end. */
export function LifeTimeline({ steps }: { readonly steps: readonly LifeStep[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.root}>
      {steps.map((step, index) => {
        const isBad = step.kind === 'expired' || step.kind === 'canceled' || step.result === 'denied';
        const more = detailOf(step);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added behind those that are there
            key={index}
            className={mergeClasses(styles.step, toCome.includes(step.kind) && styles.toCome, isBad && styles.bad)}
          >
            <div className={styles.head}>
              <span className={styles.title}>{titleOf(step)}</span>
              {step.at === null ? null : (
                <span className={styles.quiet}>
                  <Time at={step.at} as={step.kind === 'waits' ? words.waitsBy : undefined} />
                </span>
              )}
            </div>
            {step.text === null ? null : <div className={styles.text}>{step.text}</div>}
            {more === null ? null : <div className={styles.quiet}>{more}</div>}
            {step.kind === 'told' ? (
              <div className={styles.quiet}>
                <ToldList people={step.people} />
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function titleOf({ kind, by, result, reason }: LifeStep): string {
  const who = by?.displayName ?? '';
  switch (kind) {
    case 'asked':
      return words.asked(who);
    case 'told':
      return words.toldWhom[reason ?? ''] ?? words.toldOther;
    case 'decided':
      return result === 'denied' ? words.denied(who) : words.approved(who);
    case 'canceled':
      return by === null ? words.canceledAlone : words.canceled(who);
    default:
      return words[kind];
  }
}

function detailOf({ kind, people, reason, granted }: LifeStep): string | null {
  const names = people.map(({ displayName }) => displayName ?? words.otherAddress);
  switch (kind) {
    case 'waits':
      return names.length === 0 ? null : `${words.canDecide}: ${names.join(', ')}`;
    case 'canceled':
      return words.reasons[reason ?? ''] ?? null;
    case 'ended':
      return words.endReasons[reason ?? ''] ?? null;
    case 'decided':
      return granted === null ? null : words.less(grantedText(granted));
    default:
      return null;
  }
}

function grantedText({ duration, scope }: NonNullable<LifeStep['granted']>): string {
  const parts = [duration === null ? null : durationInWords(duration), scope];
  return parts.filter((part) => part !== null).join(', ');
}
