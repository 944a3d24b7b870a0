import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** Relative to the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below the folders. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name))
      .map((path) => ({ path: relative('.', path), text: readFileSync(join(root, path), 'utf8') })),
  );
}

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g;

/** What a file imports: project files as paths relative to the project, packages by their name. */
export function importsOf({ path, text }: SourceFile): readonly string[] {
  return [...text.matchAll(SPECIFIER)].map((match) => {
    const specifier = match[2] ?? '';
    return specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
  });
}
