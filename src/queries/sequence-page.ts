/** A page of what has a place in the ledger, the newest first. */
export interface SequencePageRequest {
  /** At least 1. */
  readonly limit: number;
  /** Only what stands before this entry; null: from the newest on. */
  readonly before: number | null;
}

export interface SequencePage<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
}
