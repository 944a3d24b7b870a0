/** The whole look of the mailbox page; light and dark, from a phone to a wide screen. */
export const mailboxStyle = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --card: #fff; --line: #dde1e7; --text: #1a1e24; --quiet: #596270;
  --accent: #2a56c6; --tint: #e9effc; --wait: #8a5200; --wait-tint: #fdf0dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --card: #1c2026; --line: #30363f; --text: #e7eaee; --quiet: #a1a9b5;
    --accent: #8fb0ff; --tint: #222d47; --wait: #f0b866; --wait-tint: #3a2c14;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header, main { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 40px; padding-bottom: 24px; }
h1 { margin: 0; font-size: 28px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
header p { margin: 8px 0 0; color: var(--quiet); }
main { display: grid; grid-template-columns: 264px minmax(0, 1fr); gap: 32px; align-items: start; padding-bottom: 64px; }
nav { position: sticky; top: 24px; max-height: calc(100vh - 48px); overflow-y: auto; }
nav h2, .list h2 {
  margin: 0 0 8px; padding: 0 12px; font-size: 13px; line-height: 24px; font-weight: 600; color: var(--quiet);
}
.list h2 { padding: 0; }
nav ul, .list ul { margin: 0; padding: 0; list-style: none; }
nav a {
  display: flex; justify-content: space-between; gap: 12px; padding: 6px 12px; border-radius: 6px;
  color: var(--text); text-decoration: none; font-size: 14px;
}
nav a:hover { background: var(--tint); }
nav a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600; }
nav .count { color: var(--quiet); font-variant-numeric: tabular-nums; font-weight: 400; }
.list li { margin: 0 0 8px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
summary {
  position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 24px;
  padding: 12px 20px 12px 40px; border-radius: 8px; cursor: pointer; list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary::before {
  content: ""; position: absolute; left: 18px; top: 20px; width: 7px; height: 7px;
  border: solid var(--quiet); border-width: 0 2px 2px 0; transform: rotate(-45deg);
}
details[open] summary::before { top: 18px; transform: rotate(45deg); }
summary:hover .subject { color: var(--accent); }
.subject { font-weight: 600; text-wrap: pretty; }
.to { grid-row: 2; color: var(--quiet); font-size: 14px; }
time { color: var(--quiet); font-size: 14px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.state { grid-row: 2; justify-self: end; font-size: 13px; color: var(--quiet); }
.state.waiting { padding: 0 8px; border-radius: 4px; background: var(--wait-tint); color: var(--wait); }
main.alone { grid-template-columns: minmax(0, 1fr); }
.body { padding: 16px 20px 20px 40px; border-top: 1px solid var(--line); white-space: pre-wrap; font-size: 15px; }
.body p { margin: 0 0 16px; max-width: 76ch; }
.body blockquote {
  margin: -12px 0 16px; padding: 2px 0 2px 16px; border-left: 3px solid var(--line); color: var(--quiet); max-width: 76ch;
}
.body .id { margin: 0; color: var(--quiet); font: 12px/1.5 ui-monospace, "SF Mono", Consolas, monospace; }
.empty { padding: 48px 24px; text-align: center; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.empty p { margin: 0 auto 8px; max-width: 52ch; }
.empty p + p { color: var(--quiet); }
code { white-space: nowrap; font: 14px/1.5 ui-monospace, "SF Mono", Consolas, monospace; }
@media (max-width: 800px) {
  header, main { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 24px; padding-bottom: 16px; }
  h1 { font-size: 24px; }
  main { grid-template-columns: minmax(0, 1fr); gap: 16px; }
  nav { position: static; max-height: none; }
  nav h2 { padding: 0; }
  nav ul { display: flex; gap: 8px; overflow-x: auto; padding-bottom: 8px; }
  nav a { border: 1px solid var(--line); background: var(--card); white-space: nowrap; padding: 10px 12px; }
  summary { grid-template-columns: minmax(0, 1fr); padding: 12px 16px 12px 36px; }
  summary::before { left: 15px; }
  .to, .state { grid-row: auto; justify-self: start; }
  .body { padding: 16px; }
}
`;
