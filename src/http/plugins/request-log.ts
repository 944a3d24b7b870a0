import {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { sentCorrelationId } from './correlation.ts';
import { LateLogger } from './late-logger.ts';

/** Longer addresses are cut in the log. */
const MOST_TEXT = 2000;
/** Parameters whose values say nothing of anybody and let nobody in. */
const SHOWN = new Set([
  'api-version',
  '$top',
  '$skip',
  '$select',
  '$expand',
  '$orderby',
  '$count',
  'limit',
  'top',
  'kind',
]);
/** Of calls that end so, whoever looks for an attack needs the address. */
const WITH_ADDRESS: readonly number[] = [401, 429];

/** The address as the client wrote it, without what it asks for and without mail addresses. */
export function loggedUrl(originalUrl: string): string {
  const [path = '', ...query] = originalUrl.split('?');
  const shownPath = path.replace(/[^/]*(?:@|%40)[^/]*/gi, '(hidden)');
  const shownQuery = query.length === 0 ? '' : `?${query.join('?').split('&').map(shownParameter).join('&')}`;
  return `${shownPath}${shownQuery}`.slice(0, MOST_TEXT);
}

function shownParameter(parameter: string): string {
  const at = parameter.indexOf('=');
  const name = (at < 0 ? parameter : parameter.slice(0, at)).replace(/^%24/, '$');
  if (SHOWN.has(name.toLowerCase())) return parameter;
  return at < 0 ? '(hidden)' : `${parameter.slice(0, at)}=(hidden)`;
}

/** One line for a call, when it is over: what failed is in it. */
class OneLine extends LogController {
  readonly #quietPath: string;

  constructor(quietPath: string) {
    super();
    this.#quietPath = quietPath;
  }

  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override defaultErrorLog(): void {}

  override streamError(error: Error, request: FastifyRequest): void {
    // whoever goes away in the middle of an answer is no error
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      request.failure ??= { code: 'unexpected', error };
    }
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const failure = request.failure ?? (error == null ? null : { code: 'unexpected', error });
    if (failure === null && isBelow(request.raw.url, this.#quietPath)) return;
    const status = reply.statusCode;
    const line = {
      method: request.method,
      url: loggedUrl(request.originalUrl),
      route: request.routeOptions.url ?? null,
      status,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(WITH_ADDRESS.includes(status) ? { remoteAddress: request.ip } : {}),
    };
    if (failure === null) {
      const { refusedWith: code } = request;
      request.log.info(code === null ? line : { ...line, code }, 'request completed');
      return;
    }
    const { code, error: err } = failure;
    request.log[status >= 500 ? 'error' : 'warn']({ ...line, code, err }, 'request failed');
  }
}

/**
 * Options of an app with this logger: a call has one line, with its correlation id and no header; none where its path
 * begins with `quietPath` and nothing went wrong.
 */
export function loggedBy(logger: FastifyBaseLogger, quietPath: string) {
  const childLoggerFactory: FastifyServerOptions['childLoggerFactory'] = (parent, bindings, options, raw) => {
    const make = () => {
      const correlationId = sentCorrelationId(raw.headers) ?? bindings['reqId'];
      return parent.child({ ...bindings, correlationId }, isEmpty(options) ? undefined : options);
    };
    return isBelow(raw.url, quietPath) ? new LateLogger(make) : make();
  };
  return { loggerInstance: logger, childLoggerFactory, logController: new OneLine(quietPath) };
}

/** In whatever letters it is written: routes are found in any. */
function isBelow(url: string | undefined, path: string): boolean {
  return url !== undefined && (url.startsWith(path) || url.slice(0, path.length).toLowerCase() === path);
}

function isEmpty(options: object): boolean {
  for (const _ in options) return false;
  return true;
}
