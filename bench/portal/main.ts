// `npm run bench:portal [-- --rounds N] [-- --rows N]`: what the browser measures of the portal, on the demo and on long lists.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askAsAlice } from './ask-as-alice.ts';
import { startBrowser } from './browse.ts';
import { startDemoServer } from './demo-server.ts';
import { presentFigures } from './figures.ts';
import { fillLongLists } from './fill-long-lists.ts';
import { measureLongLists } from './measure-long-lists.ts';
import { measurePages } from './measure-pages.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, rows: { type: 'string', default: '100000' } },
});
const rounds = Number(values.rounds);
const rows = Number(values.rows);
const parent = fileURLToPath(new URL('../../node_modules/.cache/brevet-bench', import.meta.url));
await mkdir(parent, { recursive: true });
const folder = await mkdtemp(join(parent, 'portal-'));
const browser = await startBrowser();
try {
  console.error(`measuring each page ${rounds} times ...`);
  const demo = await startDemoServer(folder);
  await askAsAlice(folder, demo.url);
  const pages = await measurePages(browser, demo.url, rounds);
  await demo.stop();
  console.log(presentFigures(pages));
  if (rows > 0) {
    console.error(`making ${rows} assignments ...`);
    await fillLongLists(folder, rows);
    const long = await startDemoServer(folder);
    console.error('measuring lists ...');
    const lists = await measureLongLists(browser, long.url, rounds);
    await long.stop();
    console.log(presentFigures(lists));
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
