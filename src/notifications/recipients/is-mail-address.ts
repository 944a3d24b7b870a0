const LONGEST = 254;
/** Without spaces, quotes, comments, groups, and what is not seen. */
const LOCAL_PART = /^[^\s@,;<>"()[\]\\:\p{C}\p{Z}]{1,64}$/u;
const DOMAIN =
  /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)*$/u;

/**
 * Whether a text is one plain address (RFC 5321 dot-string, RFC 6531 for other scripts). One that another program could
 * read as another address, such as one with a full-width dot, is none.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > LONGEST || text.normalize('NFKC') !== text) return false;
  const at = text.indexOf('@');
  const local = text.slice(0, at);
  const isDotted = !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
  return at > 0 && isDotted && LOCAL_PART.test(local) && DOMAIN.test(text.slice(at + 1));
}
