import { makeStyles, tokens } from '@fluentui/react-components';
import type { LifeStep } from '../../lib/api-types.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings.ts';

const words = strings.life;

type Message = LifeStep['people'][number];

/** More than these are folded under their number. */
const MOST_OPEN = 6;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: '2px 0 0', padding: 0, display: 'grid', gap: '2px' },
  name: { color: tokens.colorNeutralForeground2 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  summary: { cursor: 'pointer' },
});

/** Who was told, by which ways, and how far each message has come. */
export function ToldList({ people }: { readonly people: readonly Message[] }) {
  const styles = useStyles();
  const persons = [...Map.groupBy(people, keyOf).values()];
  const list = (
    <ul className={styles.list}>
      {persons.map((messages) => (
        <ToldPerson key={keyOf(messages[0] as Message)} messages={messages} />
      ))}
    </ul>
  );
  if (persons.length <= MOST_OPEN) return list;
  const failed = people.filter(({ delivery }) => delivery === 'failed').length;
  const waiting = people.filter(({ delivery }) => delivery === 'waiting').length;
  return (
    <details>
      <summary className={styles.summary}>
        {[
          words.toldMany(persons.length),
          failed > 0 ? words.failedMany(failed) : '',
          waiting > 0 ? words.notSent(waiting) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </summary>
      {list}
    </details>
  );
}

/** A person by all ways, a place outside by its one. */
function keyOf({ displayName, channel }: Message): string {
  const isPerson = channel === 'mail' || channel === 'bell';
  return `${isPerson ? 'person' : channel} ${displayName ?? ''}`;
}

function ToldPerson({ messages }: { readonly messages: readonly Message[] }) {
  const styles = useStyles();
  const { time } = usePreferences();
  const now = useNow();
  const [first] = messages;
  return (
    <li>
      <span className={styles.name}>{first?.displayName ?? words.otherAddress}</span>
      {': '}
      {messages.map(({ channel, delivery, deliveredAt }, index) => {
        const at = deliveredAt === null ? '' : time.short(Date.parse(deliveredAt), now);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages of one event do not change their order
          <span key={index} className={delivery === 'failed' ? styles.bad : undefined}>
            {index === 0 ? '' : ', '}
            {words.ways[channel ?? 'mail']}
            {channel === 'bell' ? null : ` ${words.deliveries[delivery ?? 'waiting'](at)}`}
          </span>
        );
      })}
    </li>
  );
}
