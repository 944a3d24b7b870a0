import './identity/provider/without-runtime-notice.ts';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { destination } from 'pino';
import { openAccessIndex } from './access/access-index.ts';
import { builtInRoles } from './built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from './commands/establish-organisation.ts';
import { disableFailingEndpoint } from './commands/switch-endpoint.ts';
import { type Config, ConfigError, loadConfig, withPort } from './config.ts';
import { createDemoOrganisation } from './demo/create-demo-organisation.ts';
import { createDemoAccounts } from './demo/demo-accounts.ts';
import { demoIssuer } from './demo/demo-issuer.ts';
import { mailboxPage } from './demo/mailbox-page.ts';
import { welcome } from './demo/welcome.ts';
import { type DutiesOptions, doDuties, shareDuties } from './duties.ts';
import { buildApp } from './http/app.ts';
import { inProcessFetch } from './http/in-process-fetch.ts';
import { trustedProxies } from './http/plugins/forwarded.ts';
import { throttle } from './http/plugins/throttle.ts';
import { readPortal } from './http/portal/portal-files.ts';
import { providerPages } from './http/sign-in/pages/provider-pages.ts';
import { setUpLink } from './identity/accounts/enrolment-links.ts';
import { openAccounts } from './identity/accounts/open-accounts.ts';
import { bearerAuthenticator } from './identity/bearer-authenticator.ts';
import { openProvider } from './identity/provider/open-provider.ts';
import { remoteKeySet } from './identity/remote-key-set.ts';
import { relyingParty } from './identity/sign-in/relying-party.ts';
import { sessions } from './identity/sign-in/sessions.ts';
import { tokenVerifier } from './identity/token-verifier.ts';
import { verifiedTokenCache } from './identity/verified-token-cache.ts';
import { DatabaseUnavailable } from './ledger/engine.ts';
import { openLedger } from './ledger/ledger.ts';
import { DatabaseTooNew } from './ledger/migrations/steps-to-take.ts';
import { bellSignal } from './notifications/bell/bell-signal.ts';
import { ringForOthers } from './notifications/bell/ring-for-others.ts';
import type { Channel } from './notifications/channel.ts';
import { mailChannel } from './notifications/channels/mail.ts';
import { mailboxChannel } from './notifications/channels/mailbox.ts';
import { endpointNetwork } from './notifications/webhooks/endpoint-network.ts';
import { hostResolver } from './notifications/webhooks/host-resolver.ts';
import { openEngine, StartRefused } from './open-engine.ts';
import { readTlsFiles } from './read-tls-files.ts';
import { systemClock } from './system-clock.ts';
import { openLogger } from './telemetry/logs/open-logger.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';

/** How often the clockwork looks for what has become due, in milliseconds. */
const CLOCKWORK_EVERY_MS = 1000;

/** Where `npm run build` puts the portal. */
const PORTAL_FOLDER = fileURLToPath(new URL('../web/dist', import.meta.url));

export interface Brevet {
  /** Where it listens. */
  readonly url: string;
  /** Under which people and programs reach it. */
  readonly publicUrl: string;
  /** By which whoever runs it becomes the first administrator; null where somebody has. */
  readonly setUpUrl: string | null;
  /** Finishes what was begun and lets go of everything. */
  stop(): Promise<void>;
}

export interface BrevetOptions {
  readonly config: Config;
  readonly clock: () => Temporal.Instant;
}

/** Puts the whole house together and serves it: config -> ledger -> services -> surfaces. */
export async function startBrevet({ config, clock }: BrevetOptions): Promise<Brevet> {
  const logger = openLogger(config.logLevel, destination(2));
  const newId = randomUUID;

  const tls = config.tls === null ? null : await readTlsFiles(config.tls);
  const telemetry = await openTelemetry({
    setting: config.telemetry,
    tls,
    onServing: (port) => logger.info({ port }, 'metrics are served'),
    log: (err, { code, ...about }) => logger.error({ code, ...about, err }, 'failed, and is tried again'),
  });
  const { onError } = telemetry;
  const { engine, release } = await openEngine(config);
  const ledger = await openLedger({ engine, clock, watch: telemetry.ledger });
  await defineBuiltInRoles(ledger, builtInRoles);

  const demo = config.demo ? await demoIssuer({ dataDir: config.dataDir }) : null;
  if (demo !== null) await createDemoOrganisation(ledger, newId);

  const accessIndex = await openAccessIndex(ledger);
  let publicUrl = config.publicUrl;
  const provider = await openProvider({
    ledger,
    clock,
    publicUrl: () => publicUrl,
    audience: config.audiences[0] as string,
    pages: providerPages(() => publicUrl),
    onError: (error) => onError(error, { code: 'providerFailed' }),
  });
  const issuers = demo
    ? [demo.trusted]
    : config.issuers.map(({ issuer, jwksUri }) => ({ issuer, keys: remoteKeySet({ issuer, jwksUri, clock }) }));
  const authenticator = bearerAuthenticator({
    verifier: tokenVerifier({ issuers: [...issuers, provider.trusted], audiences: config.audiences, clock }),
    ledger,
    contexts: config.authenticationContexts,
    cache: verifiedTokenCache({ clock }),
  });
  const accounts = openAccounts({ ledger, clock, sealer: provider.sealer, publicUrl: () => publicUrl });
  if (demo !== null) await createDemoAccounts(accounts);
  const browserSessions = sessions({ ledger, clock, newId, contexts: config.authenticationContexts });
  // the embedded provider last: it is offered where no other is, and known to emergency accounts everywhere
  const embedded = relyingParty(
    provider.embedded,
    () => publicUrl,
    inProcessFetch(() => app),
  );
  const external = config.signInProviders.map(({ clientSecret, ...setting }) =>
    relyingParty({ ...setting, clientSecret: clientSecret.reveal(), namesPrincipals: false }, () => publicUrl),
  );

  const portal = await readPortal(PORTAL_FOLDER);
  const bell = bellSignal();
  ringForOthers(engine, ledger, bell);
  const network = endpointNetwork(config.privateEndpoints);
  const app: FastifyInstance = await buildApp({
    services: {
      ledger,
      accessIndex,
      authenticator,
      clock,
      newId,
      authenticationContexts: config.authenticationContexts,
      browser: { sessions: browserSessions, publicUrl: () => publicUrl },
      bell,
      endpointTarget: network.target,
      throttle: throttle(config.limits, clock),
      ...(telemetry.onDecided ? { onDecided: telemetry.onDecided } : {}),
    },
    logger,
    ...(tls === null ? {} : { tls }),
    ...(config.trustedProxies.length === 0 ? {} : { isTrustedProxy: trustedProxies(config.trustedProxies) }),
    publicUrl: config.publicUrl,
    signIn: {
      ...provider,
      contexts: config.authenticationContexts,
      accounts,
      relyingParties: external,
      embedded,
      sessions: browserSessions,
    },
    cloud: { audiences: config.audiences },
    portal,
    watches: telemetry.watches,
    extras: demo === null ? [] : [mailboxPage({ ledger })],
  });
  const url = await app.listen({ host: config.host, port: config.port });
  publicUrl = withPort(config, Number(new URL(url).port)).publicUrl;
  const duties: DutiesOptions = {
    ledger,
    clockwork: {
      clock,
      everyMs: CLOCKWORK_EVERY_MS,
      keptDays: config.keptDays,
      ...(telemetry.onRecorded ? { onRecorded: telemetry.onRecorded } : {}),
    },
    notifications: { clock, publicUrl, floodLimit: config.floodLimit, bell },
    channel: () => channelOf(config),
    endpoints: (by) => ({
      clock,
      publicUrl,
      open: provider.sealer.open,
      post: { resolve: hostResolver(), isAllowedPrivate: network.isAllowedPrivate },
      disable: (id, reason) => disableFailingEndpoint(by, id, reason),
    }),
    onError,
  };
  const done = config.database === null ? doDuties(duties) : shareDuties(duties, newId());
  await telemetry.serve({ ledger, engine, clock, hasDuties: done.isHeld });
  const setUp = await setUpLink(accounts);
  return {
    url,
    publicUrl,
    setUpUrl: setUp?.url ?? null,
    async stop() {
      await app.close();
      await done.stop();
      await telemetry.close();
      await ledger.close();
      release();
    },
  };
}

function channelOf({ smtpUrl, mailFrom, plainSmtp }: Config): Channel {
  if (smtpUrl === null) return mailboxChannel();
  return mailChannel({ url: smtpUrl.reveal(), from: mailFrom, mayBePlain: plainSmtp });
}

function isPortTaken(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** What an operator reads after a start. */
function welcomeInEarnest(url: string, setUpUrl: string | null): string {
  if (setUpUrl === null) return `Brevet serves ${url}`;
  return `Brevet serves ${url}\n\nBecome the first administrator (once, within a day):\n  ${setUpUrl}`;
}

/** What an operator can mend is a sentence; everything else keeps its stack, for whoever has to find out. */
function sentenceOf(error: unknown): unknown {
  const isForOperator = [ConfigError, StartRefused, DatabaseUnavailable, DatabaseTooNew].some(
    (kind) => error instanceof kind,
  );
  return isForOperator ? (error as Error).message : error;
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const brevet = await startBrevet({ config, clock: systemClock() });
  const { publicUrl, setUpUrl } = brevet;
  console.log(config.demo ? welcome(publicUrl, setUpUrl) : welcomeInEarnest(publicUrl, setUpUrl));
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      brevet.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(isPortTaken(error) ? `${error.message}; choose another with BREVET_PORT` : sentenceOf(error));
    process.exit(1);
  });
}
