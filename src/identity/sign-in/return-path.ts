/** Where a browser goes after signing in: a path of this server, and never another site. */
const LOCAL_PATH = /^\/(?![/\\])[\x21-\x7e]{0,1999}$/;

/** The path, where it is one of this server; else the start page. */
export function returnPath(asked: unknown): string {
  if (typeof asked !== 'string' || !LOCAL_PATH.test(asked) || asked.includes('\\')) return '/';
  const url = new URL(asked, 'http://here.invalid');
  return url.origin === 'http://here.invalid' ? asked : '/';
}
