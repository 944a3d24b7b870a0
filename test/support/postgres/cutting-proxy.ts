import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of the next commit: it never reaches the server; its answer never comes back; or that, and from then on
 * nobody gets through.
 */
export type Cut = 'before' | 'after' | 'forGood';

export interface CuttingProxy {
  /** The same server, reached through the proxy. */
  readonly url: string;
  /** Cuts the connection at the next commit. */
  cutNext(cut: Cut): void;
  /** Lets everybody through again. */
  mend(): void;
  /** How many commits were cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** Stands between a server and its PostgreSQL, which `url` reaches through a socket in a folder. */
export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  const folder = target.searchParams.get('host') ?? '';
  const sockets = new Set<Socket>();
  let next: Cut | null = null;
  let isAway = false;
  let cuts = 0;

  function serve(near: Socket): void {
    if (isAway) return void near.destroy();
    const far = connect(`${folder}/.s.PGSQL.5432`);
    const both = [near, far];
    let isCut = false;
    const end = () => {
      for (const each of both) each.destroy();
    };
    for (const each of both) {
      sockets.add(each);
      each.on('error', end);
      each.on('close', () => {
        sockets.delete(each);
        end();
      });
    }
    near.on('data', (chunk) => {
      // the mark and the commit leave together
      if (next !== null && chunk.includes('insert into commit_mark')) {
        isCut = true;
        cuts += 1;
        const cut = next;
        next = null;
        isAway = cut === 'forGood';
        if (cut === 'before') return end();
      }
      far.write(chunk);
    });
    // the first word of an answer to a commit means that it was done
    far.on('data', (chunk) => (isCut ? end() : near.write(chunk)));
  }

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://${target.searchParams.get('user')}@127.0.0.1:${port}${target.pathname}`,
    cutNext(cut) {
      next = cut;
    },
    mend() {
      isAway = false;
    },
    cuts: () => cuts,
    close() {
      for (const each of sockets) each.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
