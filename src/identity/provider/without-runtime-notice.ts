/** What the library says of every Node that is no LTS release yet; ours is pinned and tested (ADR 0004). */
const NOTICE = 'oidc-provider WARNING: Unsupported runtime.';

const { console } = globalThis;
const { warn } = console;

// imported before the library, which says it while it is loaded; everything else is said as before
console.warn = (...said: readonly unknown[]) => {
  if (!String(said[0]).includes(NOTICE)) warn(...said);
};
