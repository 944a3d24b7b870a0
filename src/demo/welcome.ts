import { DEMO_PASSWORD } from './demo-accounts.ts';
import { DEMO_ORGANISATION, demoPeople } from './demo-organisation.ts';

/** What a person reads after the first start: where it is, who can sign in, what to do next. */
export function welcome(url: string, setUp: string | null): string {
  const people = demoPeople.map(({ name, displayName, title }) => `  ${name.padEnd(8)} ${displayName}: ${title}`);
  return [
    `Brevet serves ${DEMO_ORGANISATION}, the demo organisation, at ${url}`,
    '',
    `People who can sign in at ${url}/sign-in, with the password \`${DEMO_PASSWORD}\`:`,
    ...people,
    '',
    'npm run -s code -- alice     the code of their authenticator app, for a second factor',
    'npm run -s token -- alice    a token to call the APIs with',
    ...(setUp === null ? [] : ['', 'Become an administrator yourself (once, within a day):', `  ${setUp}`]),
    '',
    `Mail     ${url}/mailbox`,
    `API      ${url}/api/security/pim/openapi.json`,
    'Next     npm run walkthrough    (in a second terminal)',
    'Stop     Ctrl+C',
  ].join('\n');
}
