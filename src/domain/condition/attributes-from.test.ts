import { expect, it } from 'vitest';
import { attributeKey } from './attribute-key.ts';
import { attributesFrom } from './attributes-from.ts';

it('finds a name in any case', () => {
  expect(attributesFrom({ 'A/b:Name': 'x' })('a/B:nAME')).toBe('x');
});

it('finds nothing but what the record itself holds', () => {
  const lookup = attributesFrom({ a: undefined });
  for (const name of ['a', 'constructor', '__proto__', 'hasOwnProperty', '']) expect(lookup(name)).toBeUndefined();
  expect(attributesFrom(JSON.parse('{"__proto__": "x"}'))('__proto__')).toBe('x');
});

it('lets no value win when two names mean the same attribute', () => {
  expect(attributesFrom({ a: 'x', A: 'y' })('a')).toBeNaN();
});

it.each([
  ['A/tags:Key<$key_case_sensitive$>', 'a/tags:Key<$key_case_sensitive$>'],
  ['A/tags:Key:B<$KEY_case_sensitive$>', 'a/tags:Key:B<$key_case_sensitive$>'],
  ['A/tags:<$key_case_sensitive$>', 'a/tags:<$key_case_sensitive$>'],
  ['A/Tags&$Keys$&', 'a/tags&$keys$&'],
  ['Key<$key_case_sensitive$>', 'key<$key_case_sensitive$>'],
  ['UtcNow', 'utcnow'],
])('keeps case in tag keys only: %s', (path, key) => expect(attributeKey(path)).toBe(key));
