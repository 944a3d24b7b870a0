import { DEMO_ORGANISATION, demoPeople } from './demo-organisation.ts';

/** What a person reads after the first start: where it is, who can sign in, what to do next. */
export function welcome(url: string): string {
  const people = demoPeople.map(({ name, displayName, title }) => `  ${name.padEnd(8)} ${displayName}: ${title}`);
  return [
    `Brevet serves ${DEMO_ORGANISATION}, the demo organisation, at ${url}`,
    '',
    'People who can call it (npm run -s token -- NAME prints a token):',
    ...people,
    '',
    `Mail     ${url}/mailbox`,
    `API      ${url}/api/security/pim/openapi.json`,
    'Next     npm run walkthrough    (in a second terminal)',
    'Stop     Ctrl+C',
  ].join('\n');
}
