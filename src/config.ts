import { resolve } from 'node:path';
import { ALLOWED_LIMIT, type CallLimits, callLimits, parseLimit, presentLimit } from './config/call-limits.ts';
import { type DatabaseSetting, databaseSettings, readDatabase } from './config/database-settings.ts';
import { isLoopback } from './config/is-loopback.ts';
import { isPlainUrl } from './config/is-plain-url.ts';
import {
  type AuthenticationContextSetting,
  parseAuthenticationContexts,
} from './config/parse-authentication-contexts.ts';
import { type IssuerSetting, parseIssuers } from './config/parse-issuers.ts';
import { parseList } from './config/parse-list.ts';
import { parseNetworks } from './config/parse-networks.ts';
import { parseSignInProviders, type SignInProviderSetting } from './config/parse-sign-in-providers.ts';
import { Secret } from './config/secret.ts';
import { type Setting, type SettingDescription, setting } from './config/setting.ts';
import { readTelemetry, type TelemetrySetting, telemetrySettings } from './config/telemetry-settings.ts';

/** Where the server's certificate is, with those that lead to its authority, and its private key. */
export interface TlsFiles {
  readonly certPath: string;
  readonly keyPath: string;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

/** How this installation runs; frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** null: the database is a file in the data folder. */
  readonly database: DatabaseSetting | null;
  readonly demo: boolean;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly audiences: readonly string[];
  /** Beside the own; empty in demo mode. */
  readonly issuers: readonly IssuerSetting[];
  /** Absolute paths of PEM files; null: plain HTTP. */
  readonly tls: TlsFiles | null;
  /** Addresses and networks in CIDR form; what anybody else says of whom it asks for is not believed. */
  readonly trustedProxies: readonly string[];
  /** Where people sign in; empty: at the embedded provider. */
  readonly signInProviders: readonly SignInProviderSetting[];
  /** By `c1` to `c99` and `mfa`. */
  readonly authenticationContexts: ReadonlyMap<string, AuthenticationContextSetting>;
  readonly smtpUrl: Secret | null;
  readonly mailFrom: string;
  readonly plainSmtp: boolean;
  /** Messages of one kind to one address in ten minutes, above which the rest are folded into one. */
  readonly floodLimit: number;
  /** Days. */
  readonly keptDays: number;
  /** Addresses and networks in CIDR form; link-local ones never count. */
  readonly privateEndpoints: readonly string[];
  readonly logLevel: LogLevel;
  readonly telemetry: TelemetrySetting;
  readonly limits: CallLimits;
}

export interface ConfigProblem {
  readonly variable: string;
  /** null when it is not set; a secret is `(hidden)`. */
  readonly given: string | null;
  readonly allowed: string;
  readonly message: string;
}

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(`the settings cannot be used:\n${problems.map(({ message }) => `- ${message}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const DEMO_AUDIENCE = 'https://brevet.local';
const DEFAULT_FLOOD_LIMIT = 20;
const DEFAULT_KEPT_DAYS = 365;
const DEFAULT_MAIL_FROM = 'Brevet <brevet@localhost>';
const HOST_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;
const IP_V6 = /^[0-9a-f:]*:[0-9a-f:.]*$/i;
const MAIL_ADDRESS = /^(?:[^\p{Cc}<>"]+ )?<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/u;

const SWITCH = new Map([
  ...['on', 'true', '1'].map((text) => [text, true] as const),
  ...['off', 'false', '0'].map((text) => [text, false] as const),
]);

const table = {
  host: setting('BREVET_HOST', {
    meaning: 'address that the server listens on',
    default: '127.0.0.1',
    allowed: 'a host name or IP address; in demo mode a loopback one',
    parse: (text) => (HOST_NAME.test(text) || IP_V6.test(text) ? text : undefined),
  }),
  port: setting('BREVET_PORT', {
    meaning: 'port that the server listens on; 0 lets the system choose',
    default: '8400',
    allowed: 'a whole number from 0 to 65535',
    parse: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
  }),
  dataDir: setting('BREVET_DATA_DIR', {
    meaning: 'folder of the database, where it is no PostgreSQL, and, in demo mode, of the key of its issuer',
    default: './data',
    allowed: 'a path',
    parse: parsePath,
  }),
  ...databaseSettings,
  demo: setting('BREVET_DEMO', {
    meaning: 'demo mode: a made-up organisation whose tokens `npm run token` prints; never for real access',
    default: 'on',
    allowed: '`on` or `off`',
    parse: (text) => SWITCH.get(text.toLowerCase()),
  }),
  publicUrl: setting('BREVET_PUBLIC_URL', {
    meaning: 'address under which people and programs reach this server; links in mail begin with it',
    default: 'http://localhost:{port}; https with BREVET_TLS_CERT',
    allowed: 'an http or https URL without credentials, query and fragment',
    parse: (text) => (isPlainUrl(text, ['https:', 'http:']) ? text.replace(/\/+$/, '') : undefined),
  }),
  tlsCert: setting('BREVET_TLS_CERT', {
    meaning: 'file of the certificate in PEM form, followed by those that lead to its authority; HTTPS is served then',
    default: 'none: plain HTTP',
    allowed: 'a path; together with BREVET_TLS_KEY',
    parse: parsePath,
  }),
  tlsKey: setting('BREVET_TLS_KEY', {
    meaning: 'file of the private key of that certificate in PEM form, without a passphrase',
    default: 'none: plain HTTP',
    allowed: 'a path; together with BREVET_TLS_CERT',
    parse: parsePath,
  }),
  plainHttp: setting('BREVET_PLAIN_HTTP', {
    meaning: 'plain HTTP on an address that others can reach: for a proxy that ends TLS in front of this server',
    default: 'off',
    allowed: '`on` or `off`',
    parse: (text) => SWITCH.get(text.toLowerCase()),
  }),
  trustedProxies: setting('BREVET_TRUSTED_PROXIES', {
    meaning:
      'proxies in front of this server, whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are believed; those of anybody else never are',
    default: 'none: forwarded headers are ignored',
    allowed: 'addresses such as 10.0.0.7 and networks such as 10.0.0.0/8 or fd00::/8, with commas between them',
    parse: parseNetworks,
  }),
  audiences: setting('BREVET_AUDIENCE', {
    meaning: 'whom a token must be made for (`aud`); one of these is enough',
    default: `${DEMO_AUDIENCE} in demo mode; required otherwise`,
    allowed: 'one or more audiences with commas between them',
    parse: parseList,
  }),
  issuers: setting('BREVET_ISSUERS', {
    meaning: 'OpenID providers whose tokens are accepted, each exactly as in `iss`',
    default: 'none but the own: the demo issuer in demo mode, and the embedded provider',
    allowed:
      'https URLs (http on loopback) with commas between them, or a JSON list of such URLs and of {"issuer": URL, "jwks_uri": URL}; each issuer once',
    parse: parseIssuers,
  }),
  signInProviders: setting('BREVET_SIGN_IN_PROVIDERS', {
    meaning: 'OpenID providers at which people sign in with a browser, with the credentials of this client there',
    default: 'none: people sign in here, at the embedded provider',
    allowed:
      'a JSON list of {"id": small letters, digits, dashes, "name": what people read, "issuer": an https URL (http on loopback), "client_id": text, "client_secret": text}; each id once',
    isSecret: true,
    parse: parseSignInProviders,
  }),
  authenticationContexts: setting('BREVET_AUTHENTICATION_CONTEXTS', {
    meaning:
      'what a sign-in must say of itself to satisfy an authentication context that a role asks for, and what besides `amr` counts as a second factor',
    default: 'none: contexts are those that a token names in `acrs`, a second factor is what `amr` says',
    allowed:
      'a JSON object of `c1` to `c99` and `mfa` to {"acr": list of which one must be there, "amr": list of which all must be there, "maxAge": a duration such as `PT1H`, not with `mfa`}, at least one of them each',
    parse: parseAuthenticationContexts,
  }),
  smtpUrl: setting('BREVET_SMTP_URL', {
    meaning: 'mail server, with its credentials',
    default: 'none: mail is kept and not sent',
    allowed: 'a URL such as smtp://user:password@host:587 or smtps://host',
    isSecret: true,
    parse: (text) =>
      /^smtps?:\/\/[^/\s]+\/?(\?\S*)?$/.test(text) && URL.canParse(text) ? new Secret(text) : undefined,
  }),
  mailFrom: setting('BREVET_MAIL_FROM', {
    meaning: 'sender of mail',
    default: `${DEFAULT_MAIL_FROM}; required with BREVET_SMTP_URL`,
    allowed: 'an address such as `brevet@example.org` or `Brevet <brevet@example.org>`',
    parse: (text) => (MAIL_ADDRESS.test(text) ? text : undefined),
  }),
  plainSmtp: setting('BREVET_PLAIN_SMTP', {
    meaning: 'mail without TLS to a mail server on another machine that has none; a password is never sent so',
    default: 'off: mail leaves this machine under TLS or not at all',
    allowed: '`on` or `off`',
    parse: (text) => SWITCH.get(text.toLowerCase()),
  }),
  privateEndpoints: setting('BREVET_PRIVATE_ENDPOINTS', {
    meaning:
      'addresses besides those of the public Internet to which webhooks and chat messages may be posted, also over plain HTTP',
    default: 'none: https to the public Internet alone',
    allowed: 'addresses such as 10.0.0.7 and networks such as 10.0.0.0/8 or fd00::/8, with commas between them',
    parse: parseNetworks,
  }),
  floodLimit: setting('BREVET_FLOOD_LIMIT', {
    meaning:
      'messages of one kind to one address within 10 minutes; what is more gathers for 5 minutes and leaves as one message that lists all',
    default: String(DEFAULT_FLOOD_LIMIT),
    allowed: 'a whole number from 1 to 100000',
    parse: (text) => (/^[1-9]\d{0,5}$/.test(text) && Number(text) <= 100_000 ? Number(text) : undefined),
  }),
  keptDays: setting('BREVET_KEEP_MESSAGES', {
    meaning:
      'days for which messages that were delivered or given up are kept, with how far each came; the bell shows 90 days, the record is kept for ever',
    default: String(DEFAULT_KEPT_DAYS),
    allowed: 'a whole number from 1 to 36500',
    parse: (text) => (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500 ? Number(text) : undefined),
  }),
  logLevel: setting('BREVET_LOG_LEVEL', {
    meaning: 'how much the server logs',
    default: 'info',
    allowed: LOG_LEVELS.map((level) => `\`${level}\``).join(', '),
    parse: (text) => LOG_LEVELS.find((level) => level === text),
  }),
  ...telemetrySettings,
};

const limitSettings = Object.entries(callLimits).map(([key, { name, meaning, usual }]) => {
  const parsed = { default: presentLimit(usual), allowed: ALLOWED_LIMIT, parse: parseLimit };
  return { key, usual, setting: setting(name, { meaning, ...parsed }) };
});

/** Every setting, in the order in which they are documented. */
export const settings: readonly SettingDescription[] = [
  ...Object.values(table),
  ...limitSettings.map(({ setting: each }) => each),
].map(({ name, meaning, default: unset, allowed, isSecret }) => ({ name, meaning, default: unset, allowed, isSecret }));

/** The typed settings of an environment. Throws `ConfigError` with every problem; an empty variable is one too. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: ConfigProblem[] = [];
  function complain(by: SettingDescription, why: string) {
    const text = env[by.name];
    const given = text === undefined ? null : by.isSecret ? '(hidden)' : shown(text);
    const state = given === null ? 'is not set' : `is \`${given}\``;
    problems.push({
      variable: by.name,
      given,
      allowed: by.allowed,
      message: `${by.name} ${state}${why}; allowed: ${by.allowed}`,
    });
  }
  /** undefined: not set, or a problem that is noted already. */
  function read<Value>(from: Setting<Value>): Value | undefined {
    const text = env[from.name];
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? undefined : from.parse(text);
    if (value === undefined) complain(from, '');
    return value;
  }

  // what cannot be read counts as the stricter mode, so that all of its problems are named at once
  const demo = env[table.demo.name] === undefined ? true : (read(table.demo) ?? false);
  const host = read(table.host) ?? '127.0.0.1';
  const port = read(table.port) ?? 8400;
  const audiences = read(table.audiences);
  const issuers = read(table.issuers);
  const smtpUrl = read(table.smtpUrl) ?? null;
  const certPath = read(table.tlsCert);
  const keyPath = read(table.tlsKey);
  const tls = certPath !== undefined && keyPath !== undefined ? Object.freeze({ certPath, keyPath }) : null;
  const mayBePlain = read(table.plainHttp) ?? false;
  const limits = Object.fromEntries(limitSettings.map(({ key, usual, setting: each }) => [key, read(each) ?? usual]));
  const config: Config = {
    host,
    port,
    dataDir: read(table.dataDir) ?? resolve('./data'),
    database: readDatabase(read),
    demo,
    publicUrl: read(table.publicUrl) ?? defaultPublicUrl(port, tls),
    audiences: Object.freeze(audiences ?? [DEMO_AUDIENCE]),
    issuers: Object.freeze(issuers ?? []),
    tls,
    trustedProxies: Object.freeze(read(table.trustedProxies) ?? []),
    signInProviders: Object.freeze(read(table.signInProviders) ?? []),
    authenticationContexts: read(table.authenticationContexts) ?? new Map(),
    smtpUrl,
    mailFrom: read(table.mailFrom) ?? DEFAULT_MAIL_FROM,
    plainSmtp: read(table.plainSmtp) ?? false,
    floodLimit: read(table.floodLimit) ?? DEFAULT_FLOOD_LIMIT,
    keptDays: read(table.keptDays) ?? DEFAULT_KEPT_DAYS,
    privateEndpoints: Object.freeze(read(table.privateEndpoints) ?? []),
    logLevel: read(table.logLevel) ?? 'info',
    telemetry: readTelemetry(read, complain, tls !== null || mayBePlain),
    limits: Object.freeze(limits) as unknown as CallLimits,
  };

  const off = 'set BREVET_DEMO=off with BREVET_AUDIENCE';
  if (demo && !isLoopback(host)) complain(table.host, `, which others can reach, in demo mode; ${off}`);
  const isPlain = env[table.tlsCert.name] === undefined && env[table.tlsKey.name] === undefined;
  if (!demo && isPlain && !mayBePlain && !isLoopback(host)) {
    complain(
      table.host,
      ', which others can reach, without TLS; set BREVET_TLS_CERT and BREVET_TLS_KEY, or BREVET_PLAIN_HTTP=on behind a proxy that ends TLS',
    );
  }
  if (!isPlain && env[table.tlsCert.name] === undefined)
    complain(table.tlsCert, ', which is required with BREVET_TLS_KEY');
  if (!isPlain && env[table.tlsKey.name] === undefined)
    complain(table.tlsKey, ', which is required with BREVET_TLS_CERT');
  if (demo && issuers !== undefined) complain(table.issuers, `, but demo mode accepts its own issuer only; ${off}`);
  if (!demo && env[table.audiences.name] === undefined)
    complain(table.audiences, ', which is required without demo mode');
  if (smtpUrl !== null && env[table.mailFrom.name] === undefined) {
    complain(table.mailFrom, ', which is required with BREVET_SMTP_URL');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

/** The same settings once it is known which port the system chose for port 0. */
export function withPort(config: Config, port: number): Config {
  const isDefault = config.publicUrl === defaultPublicUrl(config.port, config.tls);
  return Object.freeze({
    ...config,
    port,
    publicUrl: isDefault ? defaultPublicUrl(port, config.tls) : config.publicUrl,
  });
}

/** Cut at 100 characters; credentials in a URL are left out. */
function shown(text: string): string {
  return text.replaceAll(/\/\/[^/\s,"]*@/g, '//(hidden)@').slice(0, 100);
}

function parsePath(text: string): string | undefined {
  return text.includes('\0') ? undefined : resolve(text);
}

function defaultPublicUrl(port: number, tls: TlsFiles | null): string {
  return `${tls === null ? 'http' : 'https'}://localhost:${port}`;
}
