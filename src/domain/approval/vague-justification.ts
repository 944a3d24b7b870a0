import { foldPhrase } from '../policy/fold-phrase.ts';

/** In letters and digits; shorter texts cannot say what and why. */
const SHORTEST = 15;
/** One sign of a script that writes words or syllables says as much as so many letters. */
const WEIGHT = 3;

/** Words that are said of every request: a text of nothing else explains none. */
const emptyWords = new Set(
  `a able access activate activation active admin administration administrator administrative again am an and are as asap
  ask asked asking at be because been boss by can check changes could day daily do doing done elevate elevated elevation
  emergency fix for get give given grant has have help i immediately important in is issue it job just know kindly like
  little make manager maintenance me mine more my necessary need needed needing needs normal now of on operations or our
  per permission permissions please pls priority problem production prod quick quickly reason reasons regular request
  requested require required requires right rights role routine said same so some something soon stuff support task tasks
  temporary test testing thank thanks that the their there this ticket time to today told troubleshooting troubleshoot
  update updates urgent urgently us usual very want was we will with work working would you`.split(/\s+/),
);

/** Whether a justification says nothing about this request: blank, too short, or made of empty words alone. */
export function isVague(justification: string): boolean {
  const folded = foldPhrase(justification);
  const signs = [...folded.replaceAll(' ', '')];
  const weight = signs.reduce((sum, sign) => sum + (/\p{Lo}/u.test(sign) ? WEIGHT : 1), 0);
  if (weight < SHORTEST || new Set(signs).size < 5) return true;
  return folded.split(' ').every((word) => emptyWords.has(word));
}
