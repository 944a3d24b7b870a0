import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    background: tokens.colorBrandBackgroundStatic,
    color: tokens.colorNeutralForegroundStaticInverted,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: 1,
    '@media (forced-colors: active)': { border: '1px solid' },
  },
});

interface InitialsProps {
  readonly name: string;
  /** In pixels. */
  readonly size: number;
  /** Whether they stand for the name, which is not beside them. */
  readonly isAlone?: boolean;
}

/** The initials of a name, as a picture of somebody. */
export function Initials({ name, size, isAlone = false }: InitialsProps) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return (
    <span
      className={useStyles().root}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }}
      {...(isAlone ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
    >
      {letters.join('').toUpperCase()}
    </span>
  );
}
