// Answers a gateway by status whether a call may pass: 204 yes, 403 no, 401 nobody knows whose call it is, 503 it could
// not be found out. Whatever fails, nothing passes. Node alone is needed; docs/access.md says how to set it up.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const LONGEST_MS = 2000;
/** A token is renewed so long before it ends. */
const EARLY_MS = 60_000;

const setting = (name, otherwise) => {
  const value = process.env[name] ?? otherwise;
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};
const brevet = setting('BREVET_URL').replace(/\/$/, '');
const tenant = setting('BREVET_TENANT');
const clientId = setting('BREVET_CLIENT_ID');
const clientSecret = setting('BREVET_CLIENT_SECRET');
const issuer = setting('SUBJECT_ISSUER', '');
const routes = JSON.parse(readFileSync(setting('ROUTES'), 'utf8')).map(readRoute);

/** `{name}` in a path stands for one segment, and is put into the id of the resource. */
function readRoute({ method, path, action, resource }) {
  const form = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, form: new RegExp(`^${form}$`), action, resource };
}

/** What a call asks to do; null where no route says so, and where its path may mean another one to somebody else. */
function questionOf(method, uri) {
  const [path = ''] = uri.split('?');
  const isPlain = /^(\/[\w.~@-]+)*\/?$/.test(path) && !/(^|\/)\.{1,2}(\/|$)/.test(path);
  if (!isPlain) return null;
  for (const route of routes) {
    const match = route.method === method ? route.form.exec(path) : null;
    if (match === null) continue;
    const id = route.resource.id.replace(/\{(\w+)\}/g, (_, name) => match.groups?.[name] ?? '');
    return { action: { name: route.action }, resource: { ...route.resource, id } };
  }
  return null;
}

let token = { value: '', until: 0 };
let renewing = null;

async function renew() {
  const answer = await fetch(`${brevet}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  const { access_token: value, expires_in: seconds } = await answer.json();
  token = { value, until: Date.now() + seconds * 1000 - EARLY_MS };
}

async function currentToken() {
  if (Date.now() >= token.until) {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    await renewing;
  }
  return token.value;
}

async function isPermitted(subject, question, requestId) {
  const properties = issuer === '' ? {} : { properties: { issuer } };
  const answer = await fetch(`${brevet}/access/v1/evaluation`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await currentToken()}`,
      'content-type': 'application/json',
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
    },
    body: JSON.stringify({ subject: { type: 'user', id: subject, ...properties }, ...question }),
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  if (answer.status === 401) token = { value: '', until: 0 };
  if (!answer.ok) throw new Error(`no decision: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).decision === true;
}

/** nginx says in headers what was asked of it; Envoy asks the same with a path in front. */
function askedOf({ url = '/', method, headers }) {
  if (url.startsWith('/envoy/')) return { method, uri: url.slice('/envoy'.length) };
  return { method: headers['x-original-method'], uri: headers['x-original-uri'] };
}

async function statusFor(request) {
  const { method, uri } = askedOf(request);
  const subject = request.headers['x-subject'];
  if (typeof subject !== 'string' || subject === '') return 401;
  if (typeof method !== 'string' || typeof uri !== 'string') return 403;
  const question = questionOf(method, uri);
  if (question === null) return 403;
  return (await isPermitted(subject, question, request.headers['x-request-id'])) ? 204 : 403;
}

const server = createServer(async (request, response) => {
  request.resume();
  const status = await statusFor(request).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return 503;
  });
  response.writeHead(status).end();
});
server.listen(Number(setting('PORT', '9001')), '127.0.0.1', () => {
  process.stdout.write(`listening on ${server.address().port}\n`);
});
