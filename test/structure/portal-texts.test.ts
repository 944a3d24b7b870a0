// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** What names a text that a person reads or hears, in HTML and in the portal's own components. */
const NAMES =
  /^(alt|title|label|placeholder|hint|lead|validationMessage|contentBefore|contentAfter|aria-(label|description|roledescription|valuetext|placeholder))$/;
/** Letters with a space at their side: a word in a sentence, and no part of a path or a name. */
const WORD = /\s[A-Za-z]+(\s|$)|(^|\s)[A-Za-z]+\s/;
/** Style sheets, their values, and what tells one thing of a list from another. */
const UNREAD = new Set(['makeStyles', 'style', 'className', 'key', 'Error']);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The texts in a file of the portal that a person would see, with the places where they begin. */
function textsIn({ path, text }: SourceFile): readonly string[] {
  const found: string[] = [];
  const note = (words: string) => {
    if (/[A-Za-z]{2}/.test(words)) found.push(`${path}: ${words.trim().replaceAll(/\s+/g, ' ')}`);
  };
  const literal = (value: unknown) => {
    if (isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string') note(value['value']);
  };
  /** What is shown of an expression: itself, or what of it is. */
  function shown(value: unknown): void {
    literal(value);
    if (!isNode(value)) return;
    if (value.type === 'JSXExpressionContainer') shown(value['expression']);
    if (value.type === 'ConditionalExpression') [value['consequent'], value['alternate']].forEach(shown);
    if (value.type === 'LogicalExpression') shown(value['right']);
  }
  function visit(node: Node): void {
    const { name } = (node['name'] ?? node['callee'] ?? node['key'] ?? {}) as { readonly name?: unknown };
    if (node.type !== 'Identifier' && UNREAD.has(String(name))) return;
    if (node.type === 'JSXText') note(String(node['value']));
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') (node['children'] as Node[]).forEach(shown);
    if (node.type === 'JSXAttribute' && NAMES.test(String(name))) shown(node['value']);
    if (node.type === 'TemplateElement') {
      const { cooked } = node['value'] as { readonly cooked: string };
      if (WORD.test(cooked)) found.push(`${path}: ${cooked.trim()}`);
    }
    for (const value of Object.values(node).flat()) if (isNode(value)) visit(value);
  }
  visit(parseSync(path, text).program as unknown as Node);
  return found;
}

it('keeps every text of the portal in its strings', () => {
  const files = sourceFiles('web/src').filter(({ path }) => !path.startsWith('web/src/strings'));
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap(textsIn)).toEqual([]);
});

it.each([
  ['<p>What waits for you</p>', 'What waits for you'],
  ['<p>Home</p>', 'Home'],
  ['<Field label="Reason" />', 'Reason'],
  ["<Button aria-label={'Close it'} />", 'Close it'],
  ["<p>{isOver ? 'ended' : null}</p>", 'ended'],
  ['const left = `${hours} h ${rest}`;', 'h'],
  ['const left = `${days} days`;', 'days'],
])('finds the text in %s', (text, words) => {
  expect(textsIn({ path: 'a.tsx', text })[0]).toBe(`a.tsx: ${words}`);
});

it.each([
  '<p>{words.waits} · {count}</p>',
  '<Link to="/requests" title={words.title} />',
  'const style = makeStyles({ root: { border: `1px solid ${colour}` } });',
  '<div style={{ gridTemplateColumns: `1fr auto ${width}` }} />',
  'const path = `/requests/${id}/history`;',
])('finds none in %s', (text) => {
  expect(textsIn({ path: 'a.tsx', text })).toEqual([]);
});
