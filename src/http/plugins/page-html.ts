import { hash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --line: #dde1e7; --text: #1a1e24; --quiet: #596270; --accent: #2a56c6; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --card: #1c2026; --line: #30363f; --text: #e7eaee; --quiet: #a1a9b5; --accent: #8fb0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 64px 32px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
.lead { margin: 0 0 32px; color: var(--quiet); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px; margin: 0 0 16px; }
h2 { margin: 0 0 4px; font-size: 16px; font-weight: 600; }
p { margin: 0 0 12px; }
p:last-child { margin-bottom: 0; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre { margin: 0 0 12px; padding: 12px 16px; background: var(--ground); border-radius: 6px; white-space: pre-wrap; }
code, pre { font: 14px/1.5 ui-monospace, "SF Mono", Consolas, monospace; }
@media (max-width: 600px) { main { padding: 32px 16px; } h1 { font-size: 24px; } section { padding: 16px; } }
`;

/** Headers of every page: its own style and nothing else, shown in no frame, kept nowhere. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A whole page. `body` is HTML that holds nothing a person typed. */
export function pageHtml({
  title,
  lead,
  body,
}: {
  readonly title: string;
  readonly lead: string;
  readonly body: string;
}) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Brevet</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${body}
</main>
</body>
</html>
`;
}
