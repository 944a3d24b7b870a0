import { makeStyles, tokens } from '@fluentui/react-components';
import type { Terms } from '../lib/api-types.ts';
import { durationInWords } from '../lib/duration.ts';
import { strings } from '../strings.ts';

const words = strings.terms;

/** What the settings of a role ask for, in words. */
export function termsInWords(terms: Terms): string {
  const stages = terms.stages.map(({ approvers, people, approvalsNeeded }) => {
    const who = approvers.length === 0 ? words.administrators : approvers.join(', ');
    return approvalsNeeded > 1 ? words.approvals(approvalsNeeded, who, people) : words.approval(who, people);
  });
  const parts = [
    words.upTo(durationInWords(terms.maximumDuration)),
    ...(terms.justification ? [words.justification] : []),
    ...(terms.ticket ? [words.ticket] : []),
    ...(terms.multiFactor ? [words.multiFactor] : []),
    ...(terms.authenticationContext === null ? [] : [words.context(terms.authenticationContext)]),
    ...(stages.length === 0 ? [words.noApproval] : stages),
  ];
  return parts.join(' · ');
}

const useStyles = makeStyles({
  root: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
});

export function PolicySummary({ terms }: { readonly terms: Terms }) {
  return <div className={useStyles().root}>{termsInWords(terms)}</div>;
}
