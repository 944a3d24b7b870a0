import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file that pages load, in the forms in which it can go over the wire. */
export interface PortalFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
  /** Whether its name changes with its content. */
  readonly isHashed: boolean;
  /** Whether it is a page or worker by itself, and not loaded by the page. */
  readonly isAlone: boolean;
}

/** The portal as it was built. */
export interface PortalFiles {
  /** The page; `NONCE` in it stands for the nonce of an answer. */
  readonly page: string;
  /** By path, such as `/assets/index-4f2a.js`. */
  readonly files: ReadonlyMap<string, PortalFile>;
  /** The paths of the scripts that the page of a module needs beside those that every page loads. */
  readonly scriptsOf: (module: string) => readonly string[];
}

/** What Vite notes of a module: the file that it is in, and the modules that have to be there before it. */
interface BuiltModule {
  readonly file: string;
  readonly imports?: readonly string[];
}

const FRAME = 'index.html';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Reads what was built into the folder. Throws where nothing was. */
export async function readPortal(folder: string): Promise<PortalFiles> {
  const page = await readFile(join(folder, FRAME), 'utf8').catch((cause: unknown) => {
    throw new Error('The portal is not built. Build it with: npm run build', { cause });
  });
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const read = (name: string) => readFile(join(folder, name));
  const files = new Map<string, PortalFile>();
  for (const name of names) {
    const type = types[extname(name)];
    if (type === undefined || name === FRAME) continue;
    const compressed = async (ending: string) => (names.includes(`${name}${ending}`) ? read(`${name}${ending}`) : null);
    files.set(`/${name.replaceAll('\\', '/')}`, {
      type,
      plain: await read(name),
      gzip: await compressed('.gz'),
      brotli: await compressed('.br'),
      isHashed: name.startsWith('assets'),
      isAlone: name.endsWith('.html') || name === 'service-worker.js',
    });
  }
  const manifest: Readonly<Record<string, BuiltModule>> = JSON.parse(
    await read(join('.vite', 'manifest.json')).then(String),
  );
  return { page, files, scriptsOf: (module) => scriptsOf(manifest, `src/features/${module}`) };
}

/** The module's own file, and those of what it imports; without the frame, which the page names itself. */
function scriptsOf(manifest: Readonly<Record<string, BuiltModule>>, name: string): readonly string[] {
  const built = name === FRAME ? undefined : manifest[name];
  if (built === undefined) return [];
  const imported = (built.imports ?? []).flatMap((each) => scriptsOf(manifest, each));
  return [...new Set([...imported, `/${built.file}`])];
}
