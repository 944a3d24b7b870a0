import { makeStyles, tokens } from '@fluentui/react-components';
import { anyOf } from '../lib/any-of.ts';
import type { RoleFamily, Terms } from '../lib/api-types.ts';
import { durationInWords } from '../lib/duration.ts';
import { strings } from '../strings.ts';

const words = strings.terms;

/** What the settings of a role ask for, in words. */
export function termsInWords(terms: Terms, family: RoleFamily): string {
  const stages = terms.stages.map(({ approvers, people, approvalsNeeded }) => {
    const who = approvers.length === 0 ? (family === 'group' ? words.owners : words.administrators) : anyOf(approvers);
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

interface PolicySummaryProps {
  readonly terms: Terms;
  /** Where nobody is named, who approves depends on it (BEHAVIOUR §4). */
  readonly family: RoleFamily;
}

export function PolicySummary({ terms, family }: PolicySummaryProps) {
  return <div className={useStyles().root}>{termsInWords(terms, family)}</div>;
}
