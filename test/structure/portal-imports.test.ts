import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const OF_SERVER = /import\s+(type\s+)?[^;]*?from '((?:\.\.\/)+src\/[^']+)'/g;
const SCHEMA = /^(?:\.\.\/)+src\/http\/pim\/(?:[\w-]+\/)?[\w-]*schema\.ts$/;

/** What a file of the portal imports of the server, where that is more than the types of the JSON API's schemas. */
function beyondSchemas(text: string): readonly string[] {
  return [...text.matchAll(OF_SERVER)].flatMap(([, type, path = '']) =>
    type !== undefined && SCHEMA.test(path) ? [] : [path],
  );
}

it('knows of the server only the types of the JSON API’s schemas', () => {
  const files = sourceFiles('web/src');
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(({ text }) => beyondSchemas(text))).toEqual([]);
  expect(beyondSchemas("import type { x } from '../../../src/http/pim/schema.ts';")).toEqual([]);
  expect(beyondSchemas("import { x } from '../../../src/http/pim/schema.ts';")).toHaveLength(1);
  expect(beyondSchemas("import type { x } from '../../../src/domain/scope.ts';")).toHaveLength(1);
});
