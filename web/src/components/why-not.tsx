import { makeStyles, tokens } from '@fluentui/react-components';
import type { WhyNot } from '../lib/api-types.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useNow } from '../lib/use-now.ts';
import { strings } from '../strings.ts';

const useStyles = makeStyles({
  root: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Why something cannot be done now, in words, with the moment it opens where there is one. */
export function useWhyNotText(whyNot: WhyNot | null): string | null {
  const { time } = usePreferences();
  const now = useNow();
  if (whyNot === null) return null;
  if (whyNot.code === 'extensionNotOpen' && whyNot.opensAt !== null) {
    return strings.roles.extendOpens(time.day(Date.parse(whyNot.opensAt), now));
  }
  return whyNot.detail.charAt(0).toUpperCase() + whyNot.detail.slice(1);
}

/** The reason at a disabled action. */
export function WhyNotText({ whyNot }: { readonly whyNot: WhyNot }) {
  return <span className={useStyles().root}>{useWhyNotText(whyNot)}</span>;
}
