import { notificationStrings } from '../../strings/operations.ts';

/** What stood in the way of a message, for a person; what no word is there for, as it was. */
export function errorInWords(error: string): string {
  const words = notificationStrings.errors[error];
  return words === undefined ? error : `${words} (${error})`;
}
