import { type FastifyBaseLogger, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify';
import { sentCorrelationId } from './correlation.ts';
import { LateLogger } from './late-logger.ts';

/** Longer addresses are cut in the log. */
const MOST_TEXT = 2000;
/** Also what should never stand in an address, because somebody will put it there. */
const TOKEN =
  /([?&](?:[^=&]*(?:token|cursor|code|secret|assertion|passw|credential|hint|verifier|authorization)[^=&]*|state|nonce|sid|pwd|otp|sealed|jwt|key|api[-_]?key)=)[^&]*/gi;

/** The address as the client wrote it, without the values that let somebody in or lead on. */
export function loggedUrl(originalUrl: string): string {
  return originalUrl.replace(TOKEN, '$1(hidden)').slice(0, MOST_TEXT);
}

const serializers = {
  req: ({ method, originalUrl, host, ip }: FastifyRequest) => ({
    method,
    url: loggedUrl(originalUrl),
    host,
    remoteAddress: ip,
  }),
};

/** Requests that are too many for a line each; what fails is logged all the same. */
class QuietAbout extends LogController {
  readonly #path: string;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  override incomingRequest(...line: Parameters<LogController['incomingRequest']>): void {
    if (!this.#isQuiet(line[0])) super.incomingRequest(...line);
  }

  override requestCompleted(...line: Parameters<LogController['requestCompleted']>): void {
    const [error, request] = line;
    if (error != null || !this.#isQuiet(request)) super.requestCompleted(...line);
  }

  #isQuiet(request: FastifyRequest): boolean {
    return request.raw.url?.startsWith(this.#path) ?? false;
  }
}

/**
 * Options of an app with this logger: each line of a request carries the correlation id, none a header. There are no
 * lines for requests whose path begins with `quietPath`.
 */
export function loggedBy(logger: FastifyBaseLogger, quietPath: string) {
  const childLoggerFactory: FastifyServerOptions['childLoggerFactory'] = (parent, bindings, options, raw) => {
    const make = () => {
      const correlationId = sentCorrelationId(raw.headers) ?? bindings['reqId'];
      return parent.child({ ...bindings, correlationId }, isEmpty(options) ? undefined : options);
    };
    return raw.url?.startsWith(quietPath) ? new LateLogger(make) : make();
  };
  // serializers that each request's logger is given anew would cost more than a short request
  const loggerInstance = logger.child({}, { serializers });
  return { loggerInstance, childLoggerFactory, logController: new QuietAbout(quietPath) };
}

function isEmpty(options: object): boolean {
  for (const _ in options) return false;
  return true;
}
