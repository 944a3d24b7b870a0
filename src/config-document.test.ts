import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settings } from './config.ts';

const document = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');

it('documents every setting in the words of config.ts, and no other', () => {
  const rows = settings.map(({ name, meaning, default: unset, allowed, isSecret }) => {
    return `| \`${name}\` | ${meaning}${isSecret ? ' (secret)' : ''} | ${unset} | ${allowed} |`;
  });
  expect(document.match(/^\| `(?:BREVET|OTEL)_.*$/gm)).toEqual(rows);
});
