import { fileURLToPath } from 'node:url';

/** Compiled code is kept from one start of a program to the next, as `npm start` does it. */
export const compileCache = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
};
