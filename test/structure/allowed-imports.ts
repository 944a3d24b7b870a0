/**
 * Which rooms a room may import (one way through the house). `main.ts` may import everything. A surface is a room of
 * its own below `http`, so that no surface imports another.
 */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  'system-clock': [],
  ledger: ['domain'],
  commands: ['ledger', 'domain'],
  queries: ['ledger', 'domain'],
  access: ['ledger', 'domain'],
  clockwork: ['commands', 'queries', 'access', 'identity', 'ledger', 'domain'],
  identity: ['commands', 'ledger', 'domain'],
  notifications: ['ledger', 'queries', 'domain'],
  'built-in-roles': ['domain'],
  'http/plugins': ['http', 'commands', 'identity', 'ledger', 'domain'],
  'http/portal': [],
  'http/sign-in': ['http', 'http/plugins', 'commands', 'queries', 'identity', 'ledger', 'domain'],
  'http/arm': ['http', 'http/plugins', 'commands', 'queries', 'access', 'identity', 'ledger', 'domain'],
  'http/pim': ['http', 'http/plugins', 'commands', 'queries', 'access', 'identity', 'ledger', 'domain'],
  'http/authzen': ['http', 'http/plugins', 'commands', 'queries', 'access', 'identity', 'ledger', 'domain'],
  'http/scim': ['http', 'http/plugins', 'commands', 'queries', 'identity', 'ledger', 'domain'],
  'http/graph': ['http', 'http/plugins', 'queries', 'identity', 'ledger', 'domain'],
  http: [
    'http/plugins',
    'http/portal',
    'http/sign-in',
    'http/arm',
    'http/graph',
    'http/pim',
    'http/authzen',
    'http/scim',
    'commands',
    'queries',
    'access',
    'identity',
    'ledger',
    'domain',
  ],
  demo: ['built-in-roles', 'commands', 'queries', 'ledger', 'domain', 'identity'],
  cli: ['config', 'open-engine', 'demo', 'identity', 'ledger', 'domain'],
  config: [],
  'read-tls-files': ['config'],
  'open-engine': ['config', 'ledger'],
  telemetry: ['config', 'clockwork', 'queries', 'ledger', 'domain'],
  duties: ['clockwork', 'notifications', 'ledger'],
};

/** Packages that a room may use; a room that is not here may use any. The domain uses one that is pure (ADR 0007), and nothing of Node. */
export const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  domain: ['re2js'],
};

/** The room of a file below src: its folder, for surfaces its second folder, for a file at the top its name. */
export function roomOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  if (!path.slice('src/'.length).includes('/')) return first.replace(/\.ts$/, '');
  return first === 'http' && !second.endsWith('.ts') ? `http/${second}` : first;
}
