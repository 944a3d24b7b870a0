import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

function asset(name: string, kind: keyof typeof types) {
  const text = readFileSync(new URL(`assets/${name}.${kind}`, import.meta.url), 'utf8');
  return {
    text,
    type: types[kind],
    path: `/sign-in/assets/${name}-${hash('sha256', text, 'hex').slice(0, 16)}.${kind}`,
  };
}

/** What the pages load; an address changes with its content. */
export const assets = {
  style: asset('sign-in', 'css'),
  passkeyScript: asset('passkey', 'js'),
  submitScript: asset('submit', 'js'),
};

/** Serves them. */
export async function assetRoutes(instance: FastifyInstance): Promise<void> {
  for (const { path, text, type } of Object.values(assets)) {
    instance.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .headers({
          'content-type': type,
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        })
        .send(text),
    );
  }
}
