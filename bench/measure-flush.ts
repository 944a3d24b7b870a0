import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';

/** How long this disk takes to make one page of 4 KB durable, in microseconds: what one commit costs at the least. */
export function measureFlush(folder: string, count: number): number {
  const file = openSync(join(folder, 'flush'), 'w');
  const page = Buffer.alloc(4096, 1);
  const lasted = Array.from({ length: count }, () => {
    writeSync(file, page, 0, page.length, 0);
    const begun = performance.now();
    fdatasyncSync(file);
    return (performance.now() - begun) * 1000;
  });
  closeSync(file);
  return median(lasted);
}
