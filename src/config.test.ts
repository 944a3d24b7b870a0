import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from './config/secret.ts';
import { ConfigError, loadConfig, settings, withPort } from './config.ts';

const real = {
  BREVET_DEMO: 'off',
  BREVET_AUDIENCE: 'api://brevet',
  BREVET_ISSUERS: 'https://login.example.org/tenant/v2.0',
};

const tls = { BREVET_TLS_CERT: 'tls/cert.pem', BREVET_TLS_KEY: 'tls/key.pem' };

function problemsOf(env: Record<string, string>): ConfigError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected the settings to be refused');
}

describe('loadConfig', () => {
  it('starts the demo on loopback when nothing is set', () => {
    const config = loadConfig({});
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 8400,
      dataDir: resolve('data'),
      database: null,
      demo: true,
      publicUrl: 'http://localhost:8400',
      signInProviders: [],
      authenticationContexts: new Map(),
      audiences: ['https://brevet.local'],
      issuers: [],
      tls: null,
      trustedProxies: [],
      smtpUrl: null,
      mailFrom: 'Brevet <brevet@localhost>',
      plainSmtp: false,
      floodLimit: 20,
      keptDays: 365,
      privateEndpoints: [],
      logLevel: 'info',
      telemetry: { metrics: null, metricsToken: null, tracesEndpoint: null, tracesShare: 1 },
      limits: {
        callsPerCaller: 6000,
        decisionsPerCaller: 3000,
        callsPerAddress: 60_000,
        signInCallsPerAddress: 6000,
        accessQuestionsPerCaller: Number.POSITIVE_INFINITY,
      },
    });
    expect([config, config.audiences, config.issuers, config.trustedProxies].every(Object.isFrozen)).toBe(true);
  });

  it.each<[string, Record<string, string>, object]>([
    ['a port of 0', { BREVET_PORT: '0' }, { port: 0 }],
    ['the last port', { BREVET_PORT: '65535' }, { port: 65535, publicUrl: 'http://localhost:65535' }],
    ['loopback by IPv6', { BREVET_HOST: '::1' }, { host: '::1' }],
    ['loopback by name', { BREVET_HOST: 'localhost' }, { host: 'localhost' }],
    [
      'several audiences',
      { BREVET_AUDIENCE: 'api://a, https://b.example/' },
      { audiences: ['api://a', 'https://b.example/'] },
    ],
    ['an open host without the demo, with TLS', { ...real, ...tls, BREVET_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [
      'an open host behind a proxy',
      { ...real, BREVET_HOST: '0.0.0.0', BREVET_PLAIN_HTTP: 'on' },
      { host: '0.0.0.0', demo: false, tls: null },
    ],
    [
      'trusted proxies',
      { BREVET_TRUSTED_PROXIES: '10.0.0.0/8, fd00::1' },
      { trustedProxies: ['10.0.0.0/8', 'fd00::1'] },
    ],
    [
      'TLS',
      { ...tls, BREVET_PORT: '8443' },
      {
        tls: { certPath: resolve('tls/cert.pem'), keyPath: resolve('tls/key.pem') },
        publicUrl: 'https://localhost:8443',
      },
    ],
    ['no issuer but the own', { BREVET_DEMO: 'off', BREVET_AUDIENCE: 'api://a' }, { demo: false, issuers: [] }],
    ['an issuer', real, { issuers: [{ issuer: 'https://login.example.org/tenant/v2.0', jwksUri: null }] }],
    [
      'issuers as JSON',
      {
        ...real,
        BREVET_ISSUERS: '["https://a.example/", {"issuer": "https://b.example", "jwks_uri": "https://k.example/keys"}]',
      },
      {
        issuers: [
          { issuer: 'https://a.example/', jwksUri: null },
          { issuer: 'https://b.example', jwksUri: 'https://k.example/keys' },
        ],
      },
    ],
    ['an issuer on loopback', { ...real, BREVET_ISSUERS: 'http://127.0.0.1:9000' }, { demo: false }],
    [
      'a public URL with a slash',
      { BREVET_PUBLIC_URL: 'https://pim.example.org/brevet/' },
      { publicUrl: 'https://pim.example.org/brevet' },
    ],
    [
      'mail',
      { BREVET_SMTP_URL: 'smtps://user:pass@mail.example.org', BREVET_MAIL_FROM: 'Roles <roles@example.org>' },
      { mailFrom: 'Roles <roles@example.org>' },
    ],
    [
      'a database',
      { BREVET_DATABASE_URL: 'postgres://db.example.org/brevet', BREVET_DATABASE_LOCK_TIMEOUT: '3' },
      { database: { schema: 'brevet', connections: 10, statementMs: 30_000, lockMs: 3000 } },
    ],
    [
      'metrics on loopback',
      { BREVET_METRICS_ADDRESS: '[::1]:9464' },
      { telemetry: { metrics: { host: '::1', port: 9464 }, metricsToken: null } },
    ],
    [
      'metrics for others, with a token under TLS',
      { ...real, ...tls, BREVET_METRICS_ADDRESS: '0.0.0.0:9464', BREVET_METRICS_TOKEN: 'a'.repeat(20) },
      { telemetry: { metrics: { host: '0.0.0.0', port: 9464 } } },
    ],
    [
      'traces',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { telemetry: { tracesEndpoint: 'http://collector:4318', tracesShare: 0.25 } },
    ],
    ['quiet logs', { BREVET_LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    ['a limit', { BREVET_CALLS_PER_CALLER: '60' }, { limits: { callsPerCaller: 60, callsPerAddress: 60_000 } }],
    ['no limit', { BREVET_CALLS_PER_ADDRESS: 'off' }, { limits: { callsPerAddress: Number.POSITIVE_INFINITY } }],
  ])('takes %s', (_title, env, expected) => {
    expect(loadConfig(env)).toMatchObject(expected);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['two connections to the database', { BREVET_DATABASE_CONNECTIONS: '2' }, ['BREVET_DATABASE_CONNECTIONS']],
    ['a schema with a quote', { BREVET_DATABASE_SCHEMA: 'a"b' }, ['BREVET_DATABASE_SCHEMA']],
    ['a port above the last', { BREVET_PORT: '65536' }, ['BREVET_PORT']],
    ['a port with a fraction', { BREVET_PORT: '80.5' }, ['BREVET_PORT']],
    ['a negative port', { BREVET_PORT: '-1' }, ['BREVET_PORT']],
    ['a port in hexadecimal', { BREVET_PORT: '0x50' }, ['BREVET_PORT']],
    ['an empty variable', { BREVET_DEMO: '' }, ['BREVET_DEMO', 'BREVET_AUDIENCE']],
    ['a demo switch of another form', { ...real, BREVET_DEMO: 'constructor' }, ['BREVET_DEMO']],
    ['the demo where others can reach it', { BREVET_HOST: '0.0.0.0' }, ['BREVET_HOST']],
    ['the demo on all IPv6 addresses', { BREVET_HOST: '::' }, ['BREVET_HOST']],
    ['the demo on a host that only looks like loopback', { BREVET_HOST: '127.0.0.1.example.org' }, ['BREVET_HOST']],
    ['plain HTTP where others can reach it', { ...real, BREVET_HOST: '10.0.0.1' }, ['BREVET_HOST']],
    [
      'plain HTTP where others can reach it, by half a word',
      { ...real, BREVET_HOST: '10.0.0.1', BREVET_PLAIN_HTTP: 'yes' },
      ['BREVET_PLAIN_HTTP', 'BREVET_HOST'],
    ],
    ['a certificate without a key', { BREVET_TLS_CERT: 'tls/cert.pem' }, ['BREVET_TLS_KEY']],
    ['a key without a certificate', { BREVET_TLS_KEY: 'tls/key.pem' }, ['BREVET_TLS_CERT']],
    ['an empty key', { ...tls, BREVET_TLS_KEY: ' ' }, ['BREVET_TLS_KEY']],
    ['everybody as a trusted proxy', { BREVET_TRUSTED_PROXIES: '0.0.0.0/0' }, ['BREVET_TRUSTED_PROXIES']],
    ['a trusted proxy by name', { BREVET_TRUSTED_PROXIES: 'proxy.example.org' }, ['BREVET_TRUSTED_PROXIES']],
    ['a host with a port', { BREVET_HOST: '127.0.0.1:80' }, ['BREVET_HOST']],
    ['the demo with real issuers', { BREVET_ISSUERS: real.BREVET_ISSUERS }, ['BREVET_ISSUERS']],
    ['no audience', { BREVET_DEMO: 'off', BREVET_ISSUERS: real.BREVET_ISSUERS }, ['BREVET_AUDIENCE']],
    ['an empty list of audiences', { ...real, BREVET_AUDIENCE: ' , ' }, ['BREVET_AUDIENCE']],
    ['an empty list of issuers', { ...real, BREVET_ISSUERS: '[]' }, ['BREVET_ISSUERS']],
    ['an issuer in the clear', { ...real, BREVET_ISSUERS: 'http://login.example.org' }, ['BREVET_ISSUERS']],
    ['an issuer twice', { ...real, BREVET_ISSUERS: 'https://a.example,https://a.example' }, ['BREVET_ISSUERS']],
    ['an issuer with a query', { ...real, BREVET_ISSUERS: 'https://a.example?x=1' }, ['BREVET_ISSUERS']],
    [
      'keys in the clear',
      { ...real, BREVET_ISSUERS: '[{"issuer":"https://a.example","jwks_uri":"http://a.example/k"}]' },
      ['BREVET_ISSUERS'],
    ],
    [
      'a misspelt field of an issuer',
      { ...real, BREVET_ISSUERS: '[{"issuer":"https://a.example","jwksUri":"https://a.example/k"}]' },
      ['BREVET_ISSUERS'],
    ],
    ['broken JSON', { ...real, BREVET_ISSUERS: '["https://a.example"' }, ['BREVET_ISSUERS']],
    ['a list that holds null', { ...real, BREVET_ISSUERS: '[null]' }, ['BREVET_ISSUERS']],
    ['a public URL of another scheme', { BREVET_PUBLIC_URL: 'ftp://pim.example.org' }, ['BREVET_PUBLIC_URL']],
    ['mail without a sender', { BREVET_SMTP_URL: 'smtp://mail.example.org' }, ['BREVET_MAIL_FROM']],
    ['a sender with a line break', { BREVET_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, ['BREVET_MAIL_FROM']],
    ['a limit of nothing', { BREVET_CALLS_PER_CALLER: '0' }, ['BREVET_CALLS_PER_CALLER']],
    ['a limit in words', { BREVET_CALLS_PER_ADDRESS: 'many' }, ['BREVET_CALLS_PER_ADDRESS']],
    ['metrics without a port', { BREVET_METRICS_ADDRESS: '127.0.0.1' }, ['BREVET_METRICS_ADDRESS']],
    ['metrics at a bare IPv6 address', { BREVET_METRICS_ADDRESS: '::1:9464' }, ['BREVET_METRICS_ADDRESS']],
    ['metrics at a port above the last', { BREVET_METRICS_ADDRESS: '127.0.0.1:65536' }, ['BREVET_METRICS_ADDRESS']],
    [
      'metrics for others without a token and without TLS',
      { BREVET_METRICS_ADDRESS: '10.0.0.1:9464' },
      ['BREVET_METRICS_ADDRESS', 'BREVET_METRICS_ADDRESS'],
    ],
    ['a short token for metrics', { BREVET_METRICS_TOKEN: 'hunter2' }, ['BREVET_METRICS_TOKEN']],
    [
      'a collector by its name alone',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      ['OTEL_EXPORTER_OTLP_ENDPOINT'],
    ],
    ['more than all traces', { OTEL_TRACES_SAMPLER_ARG: '1.5' }, ['OTEL_TRACES_SAMPLER_ARG']],
    ['an unknown log level', { BREVET_LOG_LEVEL: 'loud' }, ['BREVET_LOG_LEVEL']],
  ])('refuses %s', (_title, env, variables) => {
    expect(problemsOf(env).problems.map(({ variable }) => variable)).toEqual(variables);
  });

  it('names every problem at once, with what was given and what is allowed', () => {
    const error = problemsOf({ BREVET_PORT: 'http', BREVET_LOG_LEVEL: 'loud', BREVET_HOST: '10.0.0.1' });
    expect(error.problems).toHaveLength(3);
    expect(error.message).toContain('BREVET_PORT is `http`; allowed: a whole number from 0 to 65535');
    expect(error.message).toContain('BREVET_HOST is `10.0.0.1`, which others can reach, in demo mode');
    expect(error.message.split('\n')).toHaveLength(4);
  });
});

describe('secrets', () => {
  const url = 'smtp://user:hunter2@mail.example.org:587';
  const config = loadConfig({ BREVET_SMTP_URL: url, BREVET_MAIL_FROM: 'a@b.example' });

  it.each<[string, () => string]>([
    ['JSON', () => JSON.stringify(config)],
    ['a dump', () => inspect(config, { depth: null, showHidden: true })],
    ['text', () => `${config.smtpUrl}`],
    ['a spread copy', () => inspect({ ...config })],
    ['a refusal', () => problemsOf({ BREVET_SMTP_URL: 'http://user:hunter2@mail.example.org' }).message],
    [
      'a refusal of a URL with credentials',
      () => problemsOf({ BREVET_PUBLIC_URL: 'https://u:hunter2@a.example' }).message,
    ],
  ])('stay hidden in %s', (_title, print) => {
    expect(print()).toContain('(hidden)');
    expect(print()).not.toContain('hunter2');
  });

  it('are there for who asks', () => {
    expect(config.smtpUrl).toBeInstanceOf(Secret);
    expect(config.smtpUrl?.reveal()).toBe(url);
  });
});

it('documents every setting', () => {
  expect(settings.map(({ name }) => name)).toEqual([
    'BREVET_HOST',
    'BREVET_PORT',
    'BREVET_DATA_DIR',
    'BREVET_DATABASE_URL',
    'BREVET_DATABASE_SCHEMA',
    'BREVET_DATABASE_CONNECTIONS',
    'BREVET_DATABASE_STATEMENT_TIMEOUT',
    'BREVET_DATABASE_LOCK_TIMEOUT',
    'BREVET_DEMO',
    'BREVET_PUBLIC_URL',
    'BREVET_TLS_CERT',
    'BREVET_TLS_KEY',
    'BREVET_PLAIN_HTTP',
    'BREVET_TRUSTED_PROXIES',
    'BREVET_AUDIENCE',
    'BREVET_ISSUERS',
    'BREVET_SIGN_IN_PROVIDERS',
    'BREVET_AUTHENTICATION_CONTEXTS',
    'BREVET_SMTP_URL',
    'BREVET_MAIL_FROM',
    'BREVET_PLAIN_SMTP',
    'BREVET_PRIVATE_ENDPOINTS',
    'BREVET_FLOOD_LIMIT',
    'BREVET_KEEP_MESSAGES',
    'BREVET_LOG_LEVEL',
    'BREVET_METRICS_ADDRESS',
    'BREVET_METRICS_TOKEN',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_TRACES_SAMPLER_ARG',
    'BREVET_CALLS_PER_CALLER',
    'BREVET_DECISIONS_PER_CALLER',
    'BREVET_CALLS_PER_ADDRESS',
    'BREVET_SIGN_IN_CALLS_PER_ADDRESS',
    'BREVET_ACCESS_QUESTIONS_PER_CALLER',
  ]);
  expect(settings.every((each) => each.meaning && each.default && each.allowed)).toBe(true);
  expect(settings.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual([
    'BREVET_DATABASE_URL',
    'BREVET_SIGN_IN_PROVIDERS',
    'BREVET_SMTP_URL',
    'BREVET_METRICS_TOKEN',
  ]);
});

it('follows the port that the system chose, unless the public URL was given', () => {
  expect(withPort(loadConfig({ BREVET_PORT: '0' }), 51234).publicUrl).toBe('http://localhost:51234');
  const given = loadConfig({ BREVET_PORT: '0', BREVET_PUBLIC_URL: 'https://pim.example.org' });
  expect(withPort(given, 51234)).toMatchObject({ port: 51234, publicUrl: 'https://pim.example.org' });
});
