// asks for what the first page shows while its code is still on the way; the page takes the answers (src/lib/early-answers.ts)
(() => {
  const answers = new Map();
  const ask = (path) => {
    const early = { sentAt: Date.now(), at: null };
    early.answer = fetch(`/api/security/pim${path}`, { headers: { accept: 'application/json' } });
    early.answer.then(
      () => {
        early.at = Date.now();
      },
      () => {},
    );
    answers.set(path, early);
  };
  const own = ['/my-roles/active?limit=100', '/my-roles/eligible?limit=100'];
  const firstOf = {
    '/': [...own, '/my-requests?limit=50'],
    '/my-roles': [...own, '/expired-assignments?whose=mine&limit=100'],
    '/requests': ['/my-requests?limit=50'],
    '/assignments': ['/assignments?state=eligible&limit=100'],
    '/audit': ['/audit?limit=100'],
  };
  const { pathname, search } = location;
  for (const path of ['/me', '/pending-approvals?limit=100', '/extension-requests?limit=100', '/me/bell?limit=30'])
    ask(path);
  if (search === '') for (const path of firstOf[pathname] ?? []) ask(path);
  globalThis.earlyAnswers = answers;
  // a browser reads both from its disk when they are first wanted: now, as there is nothing else to do
  new Intl.DateTimeFormat('en-GB').resolvedOptions();
  try {
    localStorage.getItem('brevet.preferences');
  } catch {
    // not allowed
  }
})();
