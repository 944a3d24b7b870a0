import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** In bytes: a container often has but 64 MB there. */
const ENOUGH = 2 ** 30;

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    return false;
  }
}

/**
 * Where ledgers are that live as long as a test: in memory, where Linux has a folder for it. What a disk keeps when the
 * power goes is asked by `test/durability/` alone, and there it is a disk.
 */
export const scratchPlace = hasRoomInMemory() ? MEMORY : tmpdir();
