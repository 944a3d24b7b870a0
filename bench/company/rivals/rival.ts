import type { SliceQuestion, TenantSlices } from './tenant-slices.ts';

/** Another engine that decides the same questions. */
export interface Rival {
  /** With how it is used. */
  readonly name: string;
  /** What is ready for a question before it is asked, such as texts, and the question itself. */
  prepare(question: SliceQuestion): () => boolean;
}

/** Gives the engine its rules. */
export type OpenRival = (slices: TenantSlices) => Promise<Rival>;
