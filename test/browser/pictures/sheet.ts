import type { Browser, Page } from 'playwright-core';

/** How a page is looked at: at a desk and on a phone, light and dark. */
export const looks = [
  { width: 1440, scheme: 'light' },
  { width: 390, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
  { width: 390, scheme: 'dark' },
] as const;

/** In pixels; what is below is cut off. */
const TALLEST = 1800;

export async function shotOf(page: Page, width: number): Promise<Buffer> {
  const height = Math.min(Number(await page.evaluate('document.documentElement.scrollHeight')), TALLEST);
  return page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
}

/** Puts shots in the order of the looks on one picture: wide ones at a little more than half their size. */
export async function sheetOf(browser: Browser, shots: readonly Buffer[], path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 400 } });
  const images = shots.map((shot, index) => {
    const width = looks[index]?.width === 1440 ? 880 : 390;
    return `<img width="${width}" src="data:image/png;base64,${shot.toString('base64')}">`;
  });
  const style = 'margin:0;background:#888;display:grid;grid-template-columns:880px 390px;gap:10px;align-items:start';
  await page.setContent(`<body style="${style}">${images.join('')}</body>`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}
