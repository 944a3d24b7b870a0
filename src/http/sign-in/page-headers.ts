/** Where a form may lead on to after this server, such as the loopback address of a program that asked. */
export type FormTargets = readonly string[];

/** Headers of every page about signing in: its own style, scripts, icon and forms and nothing else; shown in no frame, kept nowhere. */
export function pageHeadersFor(publicUrl: string, formTargets: FormTargets = []): Readonly<Record<string, string>> {
  const forms = ["'self'", ...formTargets].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'publickey-credentials-get=(self), publickey-credentials-create=(self)',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
