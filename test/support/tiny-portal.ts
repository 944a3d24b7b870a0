import type { PortalFile, PortalFiles } from '../../src/http/portal/portal-files.ts';

const script: PortalFile = {
  type: 'text/javascript; charset=utf-8',
  plain: Buffer.from('plain'),
  gzip: Buffer.from('gzipped'),
  brotli: Buffer.from('brotli'),
  isHashed: true,
  isAlone: false,
};

/** A portal of one script and one picture, for tests of how it is served. */
export const tinyPortal: PortalFiles = {
  page: '<head><script type="module" src="/assets/a-1.js" nonce="NONCE"></script></head>',
  files: new Map([
    ['/assets/a-1.js', script],
    ['/service-worker.js', { ...script, isHashed: false, isAlone: true }],
    ['/icon.svg', { ...script, type: 'image/svg+xml', brotli: null, gzip: null, isHashed: false }],
  ]),
  scriptsOf: (module) => [`/assets/${module}.js`],
};
