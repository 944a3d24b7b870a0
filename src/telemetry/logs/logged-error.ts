/** An error as it is logged. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const MOST_CAUSES = 5;
const MOST_TEXT = 2000;

/**
 * What an error says of itself: its kind, code, words and where it was made, and the same of its causes. What else somebody has
 * hung on it, such as the rows that a database names or the answer of another server, may be about people and stays out.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something was thrown that is no error' };
  const { name, message, stack, cause } = error;
  const { code } = error as { readonly code?: unknown };
  return {
    type: name,
    message: message.slice(0, MOST_TEXT),
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack: stack.slice(0, 2 * MOST_TEXT) }),
    ...(cause === undefined || depth >= MOST_CAUSES ? {} : { cause: loggedError(cause, depth + 1) }),
  };
}
