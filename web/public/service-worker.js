/**
 * Answers a page that the server does not with one that says so, and nothing else: neither the portal nor anything that
 * the API said is kept here, so that nothing old or personal is ever shown from it.
 */
const CACHE = 'brevet-offline-BUILD';
const PAGE = '/offline.html';
const KEPT = [PAGE, '/offline.css', '/offline.js', '/icon.svg'];
/** What a proxy says for a server that is gone. */
const GONE = [502, 503, 504];

self.addEventListener('install', (event) => {
  const fresh = KEPT.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const forgetOlder = caches
    .keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(forgetOlder.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate' && !pathname.startsWith('/api/')) event.respondWith(pageOrOffline(event.request));
  else if (KEPT.includes(pathname)) event.respondWith(fetch(event.request).catch(() => kept(pathname)));
});

async function pageOrOffline(request) {
  try {
    const answer = await fetch(request);
    return GONE.includes(answer.status) ? kept(PAGE) : answer;
  } catch {
    return kept(PAGE);
  }
}

function kept(path) {
  return caches.match(path).then((found) => found ?? Response.error());
}
