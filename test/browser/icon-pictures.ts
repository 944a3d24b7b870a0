/**
 * Paints the icons of the installed portal from web/public/icon.svg. Run it after a change of that, and look at each:
 * `npx node test/browser/icon-pictures.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startChromium } from '../support/chromium.ts';

const folder = fileURLToPath(new URL('../../web/public/', import.meta.url));
const drawing = readFileSync(`${folder}icon.svg`, 'utf8');
const ground = /fill="(#\w+)"/.exec(drawing)?.[1] ?? '';

/** Where a device cuts its own form out, the ground goes to the edges and the drawing keeps to the middle. */
const icons = [
  { name: 'icon-192', size: 192, isCut: false },
  { name: 'icon-512', size: 512, isCut: false },
  { name: 'icon-maskable-512', size: 512, isCut: true },
  { name: 'apple-touch-icon', size: 180, isCut: true },
];

const browser = await startChromium();
for (const { name, size, isCut } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = Math.round(isCut ? size * 0.8 : size);
  const style = `body{margin:0;width:100vw;height:100vh;display:grid;place-items:center;${isCut ? `background:${ground}` : ''}}svg{width:${inner}px;height:${inner}px}`;
  await page.setContent(`<style>${style}</style>${drawing}`);
  writeFileSync(`${folder}${name}.png`, await page.screenshot({ omitBackground: !isCut }));
  await page.close();
}
await browser.close();
