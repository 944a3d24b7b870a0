import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PortalFile, PortalFiles } from './portal-files.ts';
import { moduleOfPage, portalRoots } from './portal-paths.ts';

const NONCE_BYTES = 16;
const IMMUTABLE = 'public, max-age=31536000, immutable';

export interface PortalOptions {
  readonly portal: PortalFiles;
  /** Origins that signing out leads on to, beside this server. */
  readonly signOutOrigins: readonly string[];
}

/** Headers of the page: its own scripts, styles with the nonce of this answer, and nothing from elsewhere. */
function pageHeaders(nonce: string, signOutOrigins: readonly string[]): Readonly<Record<string, string>> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'base-uri': "'none'",
    'form-action': ["'self'", ...signOutOrigins].join(' '),
    'frame-ancestors': "'none'",
  };
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': Object.entries(policy)
      .map((directive) => directive.join(' '))
      .join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}

/** Lets the browser ask for the scripts of a page at once, and not when others have told it that it needs them. */
function preloads(scripts: readonly string[]): string {
  return scripts.map((path) => `<link rel="modulepreload" crossorigin href="${path}">`).join('');
}

/** The page, which shows what its address says; `module` draws it, null: the frame does. */
function sendPage({ portal, signOutOrigins }: PortalOptions, module: string | null, reply: FastifyReply) {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const page = portal.page.replace('</head>', `${preloads(module === null ? [] : portal.scriptsOf(module))}</head>`);
  return reply.headers(pageHeaders(nonce, signOutOrigins)).send(page.replaceAll('NONCE', nonce));
}

type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Somebody who typed an address at which there is nothing is told so by the page, a program by `answer`. */
export function missingPage(options: PortalOptions, answer: Answer): Answer {
  return (request, reply) => {
    const isPerson = request.method === 'GET' && request.headers['sec-fetch-dest'] === 'document';
    return isPerson ? sendPage(options, null, reply.code(404)) : answer(request, reply);
  };
}

/** The portal: one page at each of its paths, which says nothing by itself, and the files that it loads. */
export function portalRoutes(options: PortalOptions) {
  return async (instance: FastifyInstance): Promise<void> => {
    const schema = { hide: true };

    async function answerPage(request: FastifyRequest, reply: FastifyReply) {
      const [path = '/'] = request.originalUrl.split('?', 1);
      const module = moduleOfPage(path.replace(/(?<=.)\/$/, ''));
      return module === undefined ? reply.callNotFound() : sendPage(options, module, reply);
    }

    instance.get('/', { schema }, answerPage);
    for (const root of portalRoots) {
      instance.get(`/${root}`, { schema }, answerPage);
      instance.get(`/${root}/*`, { schema }, answerPage);
    }
    for (const [path, file] of options.portal.files) {
      instance.get(path, { schema }, async (request, reply) => sendFile(file, request, reply));
    }
  };
}

/** What a page or a worker that is a file may do: load and ask what is here. */
const FILE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function sendFile(file: PortalFile, request: FastifyRequest, reply: FastifyReply) {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  reply.headers({
    'content-type': file.type,
    'cache-control': file.isHashed ? IMMUTABLE : 'public, max-age=3600',
    ...(file.isAlone ? { 'content-security-policy': FILE_POLICY, 'cache-control': 'no-cache' } : {}),
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  });
  if (file.brotli !== null && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.brotli);
  if (file.gzip !== null && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}
