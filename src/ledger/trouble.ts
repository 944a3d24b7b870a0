import type { EntryContext } from './entry.ts';

/** What failed beside calls and is tried again. */
export const troubleCodes = [
  'clockworkFailed',
  'followerFailed',
  'messagesFailed',
  'endpointsFailed',
  'dutiesFailed',
  'providerFailed',
  'metricsFailed',
  'tracesFailed',
] as const;

/** For the log: what failed, and which call it is about. */
export interface Trouble {
  readonly code: (typeof troubleCodes)[number];
  readonly follower?: string;
  /** The entry that could not be handled. */
  readonly sequence?: number;
  /** Of the call that the entry came from; where it came from none, that of the entry. */
  readonly correlationId?: string;
  /** Of the entry: the request whose life it belongs to. */
  readonly requestId?: string;
}

/** Told of what is tried again. */
export type OnTrouble = (error: unknown, trouble: Trouble) => void;

/** Which call an entry came from, and which request it is about. */
export function callOf({ origin, correlationId }: Pick<EntryContext, 'origin' | 'correlationId'>) {
  return { correlationId: origin?.split(' ').at(-1) ?? correlationId, requestId: correlationId };
}
