import type { Browser } from 'playwright-core';
import { afterEach } from 'vitest';

/** After a test that failed, shows what everybody sees who is still at a browser, for whoever looks why. */
export function showScreensOfFailures(browser: () => Browser): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const page of browser()
      .contexts()
      .flatMap((context) => context.pages())) {
      const seen = await page
        .locator('body')
        .ariaSnapshot({ timeout: 5000 })
        .catch((error: Error) => error.message);
      process.stdout.write(`\n--- ${task.name}: at ${page.url()}\n${seen}\n`);
    }
  });
}
