import { invalidField, type Violation } from '../errors.ts';

/** What the operator lets endpoints reach, by a host name or address as a URL has it. */
export type EndpointTarget = (hostname: string) => {
  readonly isAllowed: boolean;
  /** Without TLS. */
  readonly mayBePlain: boolean;
};

const LONGEST_URL = 2048;
const LONGEST_NAME = 120;
/** A URL as it is usually written; parsers mend much more, each in its own way. */
const FORM = /^[a-z]+:\/\/[^\s\p{Cc}/\\?#][^\s\p{Cc}\\]*$/iu;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Why people could not tell an endpoint by this name; null: they could. */
export function whyEndpointNameInvalid(displayName: string): Violation | null {
  const isFit = displayName.trim() !== '' && [...displayName].length <= LONGEST_NAME && !UNSEEN.test(displayName);
  const allowed = `1 to ${LONGEST_NAME} characters, none of them unseen`;
  return isFit ? null : invalidField('displayName', displayName, allowed);
}

/**
 * Why nothing is posted to this address; null: it may be. What a name stands for is checked at each post. The address is never
 * repeated: it may be the secret by itself.
 */
export function whyEndpointUrlInvalid(text: string, target: EndpointTarget): Violation | null {
  const refused = (message: string, allowed: string): Violation => ({
    code: 'endpointUrlRefused',
    field: 'url',
    allowed,
    message: `\`url\` ${message}; allowed: ${allowed}`,
  });
  const anything = `an https URL of at most ${LONGEST_URL} characters without credentials and fragment`;
  if (text.length > LONGEST_URL || !FORM.test(text) || !URL.canParse(text)) {
    return refused('is no URL that can be used', anything);
  }
  const { protocol, username, password, hostname, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return refused('is no https URL', anything);
  if (username !== '' || password !== '') return refused('has credentials in it', anything);
  if (hash !== '') return refused('has a fragment, which is never sent', anything);
  const { isAllowed, mayBePlain } = target(hostname);
  if (!isAllowed) {
    return refused(
      'leads to an address that is not one of the public Internet',
      'public addresses, and those that the operator names in BREVET_PRIVATE_ENDPOINTS',
    );
  }
  if (protocol === 'http:' && !mayBePlain) {
    return refused(
      'is not https',
      'http for addresses that the operator names in BREVET_PRIVATE_ENDPOINTS, else https',
    );
  }
  return null;
}
