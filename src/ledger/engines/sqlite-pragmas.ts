/**
 * How the connection that writes works. Every commit is flushed. Pages that many transactions change are brought from
 * the log into the file once, after 8,000 pages (32 MB), and 64 MB of pages stay in memory.
 */
export const writerPragmas = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma wal_autocheckpoint = 8000',
  'pragma cache_size = -65536',
].join('; ');
