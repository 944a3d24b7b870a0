import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the server has begun to close: it finishes what it has begun and begins nothing. */
    readonly isClosing: boolean;
  }
}

/** Remembers when the server begins to close. */
export function registerClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.decorate('isClosing', { getter: () => isClosing });
  app.addHook('preClose', async () => {
    isClosing = true;
  });
}
