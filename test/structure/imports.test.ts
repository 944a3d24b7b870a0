import { expect, it } from 'vitest';
import { allowedImports, allowedPackages, roomOf } from './allowed-imports.ts';
import { importsOf, type SourceFile, sourceFiles } from './source-files.ts';

/** Imports of a file that run back, in words. */
function violations(file: SourceFile): readonly string[] {
  const room = roomOf(file.path);
  if (room === 'main') return [];
  const rooms = allowedImports[room];
  if (rooms === undefined) return [`${file.path}: room ${room} is not in allowed-imports.ts`];
  return importsOf(file).flatMap((target) => {
    if (target.startsWith('src/')) {
      const other = roomOf(target);
      return other === room || rooms.includes(other)
        ? []
        : [`${file.path} imports ${target}: ${room} must not know ${other}`];
    }
    const packages = allowedPackages[room];
    return packages === undefined || packages.includes(target) ? [] : [`${file.path} imports ${target}`];
  });
}

it('finds no import that runs back', () => {
  const files = sourceFiles('src').filter(({ path }) => !path.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(violations)).toEqual([]);
});

it('would find one', () => {
  const from = (path: string, specifier: string) => violations({ path, text: `import { x } from '${specifier}';` });
  expect(from('src/domain/scope.ts', '../ledger/ledger.ts')).toHaveLength(1);
  expect(from('src/domain/request/request.ts', 'node:fs')).toHaveLength(1);
  expect(from('src/http/arm/x.ts', '../pim/y.ts')).toHaveLength(1);
  expect(from('src/ledger/ledger.ts', '../commands/caller.ts')).toHaveLength(1);
  expect(from('src/commands/caller.ts', '../ledger/ledger.ts')).toHaveLength(0);
});

it('reads no package of metrics or traces at a start without them', () => {
  const files = new Map(sourceFiles('src').map((file) => [file.path, file]));
  const seen = new Set<string>();
  const packages = new Set<string>();
  const read = (path: string) => {
    const file = files.get(path);
    if (seen.has(path) || file === undefined) return;
    seen.add(path);
    // types are not read, and what is imported when it is needed is not read at the start
    const text = file.text.replace(/import type [^;]*;/g, '').replace(/\bimport\(/g, '');
    for (const target of importsOf({ path, text })) target.startsWith('src/') ? read(target) : packages.add(target);
  };
  read('src/main.ts');
  expect(seen.size).toBeGreaterThan(400);
  expect([...packages]).toContain('pino');
  expect([...packages].filter((name) => /^(prom-client|@opentelemetry\/)/.test(name))).toEqual([]);
});

it('keeps clock, randomness and I/O out of the domain', () => {
  const forbidden = /Temporal\.Now|Date\.now|new Date\(|Math\.random|randomUUID|process\.|setTimeout|fetch\(|console\./;
  const files = sourceFiles('src/domain').filter(({ path }) => !path.endsWith('.test.ts'));
  expect(files.filter(({ text }) => forbidden.test(text)).map(({ path }) => path)).toEqual([]);
});
