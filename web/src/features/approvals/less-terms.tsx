import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { strings } from '../../strings.ts';
import { DurationField } from '../activate/duration-field.tsx';

const words = strings.sheet;

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What is granted of an activation. */
interface Less {
  readonly minutes: number | null;
  readonly scope: string;
}

interface LessTermsProps {
  /** In minutes; null where no time was asked for. */
  readonly asked: number | null;
  readonly draft: Less;
  readonly onChange: (some: Partial<Less>) => void;
}

/** A shorter time or a narrower scope; what of it is less is for the server to say. */
export function LessTerms({ asked, draft: { minutes, scope }, onChange }: LessTermsProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.quiet}>{words.lessLead}</div>
      {asked === null || minutes === null ? null : (
        <DurationField minutes={minutes} maximum={asked} onChange={(chosen) => onChange({ minutes: chosen })} />
      )}
      <Field label={words.lessScope}>
        <Input value={scope} onChange={(_, { value }) => onChange({ scope: value })} />
      </Field>
    </div>
  );
}
