import type { Writer } from '../engine.ts';

/** More writes than this are not on their way at once. */
const MOST_UNANSWERED = 256;

export interface PipelinedWriter {
  readonly tx: Writer;
  /** Settles when everything that was written is answered; throws what the first that failed was answered with. */
  settled(): Promise<void>;
}

/**
 * Writes without waiting for each answer: what is asked of the same transaction later is answered after it, and a write that
 * failed fails everything that follows, the commit too. So a command waits for what it reads alone.
 */
export function pipelinedWriter(connection: Writer): PipelinedWriter {
  const unanswered = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | null = null;

  async function settled(): Promise<void> {
    await Promise.all(unanswered);
    if (failed !== null) throw failed.error;
  }

  /** Whoever reads after a write that failed is told why that failed. */
  async function after<Result>(reading: Promise<Result>): Promise<Result> {
    try {
      return await reading;
    } catch (error) {
      await settled();
      throw error;
    }
  }

  return {
    settled,
    tx: {
      all: (statement, parameters) => after(connection.all(statement, parameters)),
      first: (statement, parameters) => after(connection.first(statement, parameters)),
      query: (build) => after(connection.query(build)),
      run(statement, parameters) {
        const answered: Promise<void> = connection
          .run(statement, parameters)
          .catch((error: unknown) => {
            failed ??= { error };
          })
          .finally(() => unanswered.delete(answered));
        unanswered.add(answered);
        return unanswered.size < MOST_UNANSWERED ? Promise.resolve() : settled();
      },
    },
  };
}
