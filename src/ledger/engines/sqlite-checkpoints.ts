import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** So many pages in the log are brought into the file together: 32 MB. */
const PAGES = 8_000;
/** How often it is looked how many there are, in commits. */
const COMMITS_BETWEEN_LOOKS = 32;

export interface Checkpoints {
  /** To be called after each commit; nobody waits for anything. Never throws: what was committed is durable without it. */
  committed(): void;
  /** Settles when nobody is at the file any more; to be called before the writing connection is closed. */
  close(): Promise<void>;
}

/**
 * Brings what was committed from the log into the file, in a thread of its own: copying and flushing thousands of pages
 * holds up neither commands nor questions. Only the last few are left to the connection that writes, so that the log
 * begins anew. The thread is made when it is first needed; should it die, the writer does the work by itself, later.
 */
export function checkpointsOf(path: string, writer: DatabaseSync): Checkpoints {
  const look = writer.prepare('pragma wal_checkpoint(noop)');
  const finish = writer.prepare('pragma wal_checkpoint(passive)');
  let commits = 0;
  let worker: Worker | null = null;
  let ended: Promise<void> = Promise.resolve();
  let isBusy = false;
  let isUnfinished = false;

  function start(): Worker {
    const made = new Worker(new URL('./sqlite-checkpoint-worker.ts', import.meta.url), {
      workerData: { path },
      execArgv: [],
    });
    made.unref();
    made.on('message', () => {
      isBusy = false;
      isUnfinished = true;
      if (!writer.isTransaction) unlessItFails(finishRest);
    });
    // it stays busy, so that no other one is made
    made.on('error', () => {});
    ended = new Promise((resolve) => made.once('exit', () => resolve()));
    return made;
  }

  function finishRest() {
    isUnfinished = false;
    finish.get();
  }

  function tend() {
    if (isUnfinished) finishRest();
    commits += 1;
    if (commits % COMMITS_BETWEEN_LOOKS !== 0 || isBusy) return;
    const { log, checkpointed } = look.get() as { log: number; checkpointed: number };
    if (log - checkpointed < PAGES) return;
    isBusy = true;
    worker ??= start();
    worker.postMessage('checkpoint');
  }

  return {
    committed: () => unlessItFails(tend),
    async close() {
      if (worker === null) return;
      worker.removeAllListeners('message');
      worker.ref();
      worker.postMessage('close');
      await ended;
    },
  };
}

/** A full disk, say: the log stays as it is, and another commit tries again. */
function unlessItFails(work: () => void): void {
  try {
    work();
  } catch {}
}
