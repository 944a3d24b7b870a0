import { portalRoots } from '../../src/http/portal/portal-paths.ts';

/** Routes that answer without credentials, each with the reason. `{tenant}` is the organisation's id. */
export const publicRoutes: Readonly<Record<string, string>> = {
  'GET /livez': 'whether the process lives; for whoever restarts it',
  'GET /readyz': 'whether calls are to be sent here; for whoever balances load',
  'GET /api/security/pim/openapi.json': 'the description of the API, which is published anyway',
  'GET /.well-known/authzen-configuration': 'where access questions are asked, the same for everybody',
  'GET /metadata/endpoints': 'what a client must know before it can sign in',
  'GET /sign-in': 'where signing in begins',
  'GET /sign-in/start/:provider': 'where signing in begins',
  'GET /sign-in/callback/:provider': 'proven by the state in a sealed cookie and the code of the provider',
  'POST /sign-out': 'ends the session of its own cookie, and does nothing without one',
  'POST /sign-in/backchannel-logout/:provider': 'proven by the signed logout token of the provider',
  'GET /sign-in/frontchannel-logout/:provider':
    'proven by the name of the session at the provider, which nobody can guess',
  'GET /sign-in/assets/sign-in-{hash}.css': 'the look of the pages',
  'GET /sign-in/assets/passkey-{hash}.js': 'a script of the pages, the same for everybody',
  'GET /sign-in/assets/submit-{hash}.js': 'a script of the pages, the same for everybody',
  'GET /enrol': 'where one-time links lead: proven by the secret of the link',
  'POST /enrol': 'proven by the secret of the link',
  'GET /sign-in/step-up': 'leads to signing in without a session',
  'GET /sign-in/step-up/give/:provider': 'leads to a provider for who was shown the request in this browser',
  'GET /mailbox': 'the demo shows its mail to everybody who reaches it; only in demo mode, only on loopback',
  'GET /mailbox.json': 'the same for programs',
};

/** The portal: one page, the same at each address and for everybody, and the files that it loads. */
export const portalPages: readonly string[] = ['/', ...portalRoots.flatMap((root) => [`/${root}`, `/${root}/*`])];
export const portalFile =
  /^\/(?:assets\/[\w.-]+|[\w-]*icon[\w-]*\.(?:svg|png)|manifest\.webmanifest|early\.js|offline\.\w+|service-worker\.js)$/;

/** Pages of a session: without one they lead to signing in and do nothing. */
export const accountRoutes: readonly string[] = [
  'GET /account',
  'POST /account/password',
  'POST /account/app',
  'POST /account/passkey-creation',
  'POST /account/new-passkey',
  'POST /account/remove',
  'POST /account/recovery-codes',
];

/** Every method of these is handed to the embedded OpenID provider, which asks for what the standard asks for. */
export const providerRoutes: Readonly<Record<string, string>> = {
  '/{tenant}/v2.0/.well-known/openid-configuration': 'discovery',
  '/{tenant}/discovery/*': 'the public keys',
  '/{tenant}/oauth2/*': 'authorisation and token endpoints: proven by secret, assertion, code or sign-in',
  '/adfs/*': 'the same endpoints as older clients name them',
};

/** Below here each step of signing in is proven by the cookie of its own interaction: without it all are refused. */
export const INTERACTION = '/{tenant}/interaction/:uid';
