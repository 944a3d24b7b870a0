/** What came of the calls of one kind. */
export interface CallFigures {
  readonly kind: string;
  readonly count: number;
  readonly perSecond: number;
  /** Milliseconds until the answer was there. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface ExpectedCall {
  /** What it is counted as. */
  readonly kind: string;
  readonly token: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly expected: number;
}

export interface SoakCalls {
  /** Sends one when it is its turn. Counts what was not expected; undefined then. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks says what is answered
  call(call: ExpectedCall): Promise<any>;
  /** Notes an answer that came as expected and says something else. */
  wrong(what: string): void;
  figures(): readonly CallFigures[];
  /** How many answers were not what was expected, and the first of them. */
  unexpected(): { readonly count: number; readonly first: readonly string[] };
}

const MOST_TOLD = 10;

/** Calls a server at an even rate, at most so many a second in all, and keeps account. */
export function soakCalls(url: string, perSecond: number): SoakCalls {
  const startedAt = performance.now();
  const taken = new Map<string, number[]>();
  const first: string[] = [];
  let count = 0;
  let nextAt = startedAt;

  function wrong(what: string): void {
    count += 1;
    if (first.length < MOST_TOLD) first.push(what);
  }

  async function turn(): Promise<void> {
    const now = performance.now();
    nextAt = Math.max(nextAt + 1000 / perSecond, now);
    await new Promise((resolve) => setTimeout(resolve, nextAt - now));
  }

  return {
    wrong,
    async call({ kind, token, method = 'GET', path, body, expected }) {
      await turn();
      const sentAt = performance.now();
      try {
        const response = await fetch(url + path, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        const times = taken.get(kind) ?? [];
        taken.set(kind, times);
        times.push(performance.now() - sentAt);
        if (response.status === expected) return text === '' ? null : JSON.parse(text);
        wrong(`${kind}: ${response.status} instead of ${expected}: ${text.slice(0, 300)}`);
      } catch (error) {
        wrong(`${kind}: ${String(error)}`);
      }
      return undefined;
    },
    figures() {
      const seconds = (performance.now() - startedAt) / 1000;
      return [...taken].map(([kind, times]) => {
        const sorted = times.toSorted((a, b) => a - b);
        const quantile = (q: number) => Math.round((sorted[Math.ceil(q * sorted.length) - 1] ?? 0) * 10) / 10;
        return {
          kind,
          count: sorted.length,
          perSecond: Math.round((sorted.length / seconds) * 100) / 100,
          p50: quantile(0.5),
          p99: quantile(0.99),
          max: quantile(1),
        };
      });
    },
    unexpected: () => ({ count, first }),
  };
}
