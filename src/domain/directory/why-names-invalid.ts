import { invalidField, type Violation } from '../errors.ts';
import type { Identity, PrincipalNames } from '../principal.ts';

const LONGEST_NAME = 256;
/** RFC 5321 §4.5.3.1 allows 64 and 255 signs around the `@`. */
const LONGEST_ADDRESS = 320;
const LONGEST_ISSUER = 2000;
/** OpenID Connect Core §2. */
const LONGEST_SUBJECT = 255;
/** Control characters, and those that turn text around or have no width. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const ADDRESS = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/;

/** What is wrong with the names of a person, group or service principal; null where nothing is. */
export function whyNamesInvalid({ displayName, userName, email }: PrincipalNames): Violation | null {
  if (displayName.trim() === '' || displayName.length > LONGEST_NAME || UNSEEN.test(displayName)) {
    return invalidField('displayName', displayName, `1 to ${LONGEST_NAME} characters, none of them unseen`);
  }
  if (
    userName !== null &&
    (userName === '' || userName.length > LONGEST_NAME || /\s/.test(userName) || UNSEEN.test(userName))
  ) {
    return invalidField('userName', userName, `1 to ${LONGEST_NAME} characters without spaces`);
  }
  if (email !== null && (email.length > LONGEST_ADDRESS || !ADDRESS.test(email) || UNSEEN.test(email))) {
    return invalidField('email', email, 'one address, such as `name@example.org`');
  }
  return null;
}

/** What is wrong with an identity; null where nothing is. */
export function whyIdentityInvalid({ issuer, subject }: Identity): Violation | null {
  if (issuer === '' || issuer.length > LONGEST_ISSUER || /\s/.test(issuer) || UNSEEN.test(issuer)) {
    return invalidField(
      'issuer',
      issuer,
      'the address of an identity provider, exactly as its tokens carry it in `iss`',
    );
  }
  if (subject === '' || subject.length > LONGEST_SUBJECT || UNSEEN.test(subject)) {
    return invalidField(
      'subject',
      subject,
      `1 to ${LONGEST_SUBJECT} characters, exactly as tokens carry it in \`sub\``,
    );
  }
  return null;
}
