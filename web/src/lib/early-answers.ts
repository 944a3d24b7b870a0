/** An answer that was asked for before the code of the page was there (`public/early.js`). */
interface EarlyAnswer {
  /** In milliseconds since the epoch, by the clock of this device. */
  readonly sentAt: number;
  /** null: it has not arrived yet. */
  readonly at: number | null;
  readonly answer: Promise<Response>;
}

/** Older than that, it is asked for anew. */
const MOST_AGE_MS = 10_000;

/** The answer that was asked for at the beginning; once, as what is asked again wants to know what is new. */
export function takeEarlyAnswer(path: string) {
  const answers = (globalThis as { readonly earlyAnswers?: Map<string, EarlyAnswer> }).earlyAnswers;
  const early = answers?.get(path);
  answers?.delete(path);
  if (early === undefined || Date.now() - early.sentAt > MOST_AGE_MS) return null;
  return { sentAt: early.sentAt, answer: early.answer, receivedAt: () => early.at ?? Date.now() };
}
