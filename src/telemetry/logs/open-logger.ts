import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './logged-error.ts';

/** The log: lines of JSON. Without the name of the machine, which whoever collects them knows. */
export function openLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, base: null, serializers: { err: (error: unknown) => loggedError(error) } }, destination);
}
