/**
 * How the connection that writes works. Every commit is flushed. Pages that many transactions change are brought from
 * the log into the file once, by a thread of its own (`sqlite-checkpoints.ts`); by the writer only where that fell behind
 * by 32,000 pages (128 MB). 4 MB of pages stay in memory and no more: whenever an index page was split, SQLite walks
 * through all of them at the end of the transaction; the operating system has the others at hand.
 */
export const writerPragmas = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma wal_autocheckpoint = 32000',
  'pragma cache_size = -4000',
].join('; ');
