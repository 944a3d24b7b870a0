export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface VisitOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Stops at the first answer instead of following where it leads. */
  readonly isManual?: boolean;
}

/** A person's browser as far as addresses, redirects and cookies go; cookies are kept for each origin. */
export interface HttpBrowser {
  visit(url: string, options?: VisitOptions): Promise<Visit>;
  cookie(origin: string, name: string): string | undefined;
  setCookie(origin: string, name: string, value: string): void;
  /** Every address that was asked for, in order. */
  readonly visited: readonly string[];
}

export function httpBrowser(): HttpBrowser {
  const jars = new Map<string, Map<string, string>>();
  const visited: string[] = [];
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  async function once(url: string, { method = 'GET', headers = {}, body }: VisitOptions): Promise<Visit> {
    visited.push(url);
    const jar = jarOf(new URL(url).origin);
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(cookies === '' ? {} : { cookie: cookies }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { url, status: response.status, headers: response.headers, body: await response.text() };
  }

  return {
    visited,
    cookie: (origin, name) => jarOf(origin).get(name),
    setCookie: (origin, name, value) => jarOf(origin).set(name, value),
    async visit(url, options = {}) {
      let visit = await once(url, options);
      for (let hops = 0; hops < 15 && !options.isManual; hops += 1) {
        const location = visit.headers.get('location');
        if (visit.status < 300 || visit.status > 399 || location === null) return visit;
        visit = await once(new URL(location, visit.url).href, {});
      }
      return visit;
    },
  };
}
