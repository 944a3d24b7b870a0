// A thread that brings what was committed from the log of a database into its file, whenever it is told to.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** What was written meanwhile is brought over too, until this little is left for whoever writes. */
const FEW_PAGES = 50;
const MOST_PASSES = 5;

const database = new DatabaseSync(workerData.path, { timeout: 5000 });
database.exec('pragma synchronous = full; pragma wal_autocheckpoint = 0');
const checkpoint = database.prepare('pragma wal_checkpoint(passive)');
const look = database.prepare('pragma wal_checkpoint(noop)');

parentPort?.on('message', (word: 'checkpoint' | 'close') => {
  if (word === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    checkpoint.get();
    const { log, checkpointed } = look.get() as { log: number; checkpointed: number };
    if (log - checkpointed <= FEW_PAGES) break;
  }
  parentPort?.postMessage('done');
});
