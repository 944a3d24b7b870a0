import { makeStyles, tokens } from '@fluentui/react-components';
import { grantableScopesQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { DurationField } from '../activate/duration-field.tsx';
import { ScopePicker } from '../activate/scope-picker.tsx';

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
  readonly requestId: string;
  /** The path that was asked for. */
  readonly askedScope: string;
  /** In minutes; null where no time was asked for. */
  readonly asked: number | null;
  readonly draft: Less;
  readonly onChange: (some: Partial<Less>) => void;
}

/** A shorter time or a narrower scope; what of it is less is for the server to say. */
export function LessTerms({ requestId, askedScope, asked, draft: { minutes, scope }, onChange }: LessTermsProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.quiet}>{words.lessLead}</div>
      {asked === null || minutes === null ? null : (
        <DurationField minutes={minutes} maximum={asked} onChange={(chosen) => onChange({ minutes: chosen })} />
      )}
      <ScopePicker
        scopesOf={(search) => grantableScopesQuery(requestId, search)}
        top={askedScope}
        chosen={scope}
        onChoose={({ path }) => onChange({ scope: path })}
      />
    </div>
  );
}
