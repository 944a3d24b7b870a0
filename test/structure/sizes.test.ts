import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const MOST_LINES = 400;

it('finds no source file of more than 400 lines; scenarios and tests are data', () => {
  const files = sourceFiles('src', 'bench', 'web/src').filter(({ path }) => !path.endsWith('.test.ts'));
  const tooLong = files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(tooLong).toEqual([]);
});
