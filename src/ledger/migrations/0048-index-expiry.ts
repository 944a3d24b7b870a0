import type { Migration } from './migration.ts';

/** What has run out is found by when it did, and deleted in portions. */
export const indexExpiry: Migration = {
  name: '0048_index_expiry',
  statements: (db) => [
    db.schema.createIndex('sign_in_attempt_by_expiry').on('sign_in_attempt').columns(['expires_at']),
    db.schema.createIndex('passkey_challenge_by_expiry').on('passkey_challenge').columns(['expires_at']),
  ],
};
