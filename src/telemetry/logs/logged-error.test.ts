import { expect, it } from 'vitest';
import { loggedError } from './logged-error.ts';

it('says what an error and its causes are, and nothing that was hung on them', () => {
  const detail = 'Key (email)=(alice@nordwind.example) already exists.';
  const cause = Object.assign(new TypeError('duplicate key'), { code: '23505', detail, parameters: ['alice'] });
  const logged = loggedError(Object.assign(new Error('not written', { cause }), { claims: { name: 'Alice' } }));
  expect(logged).toMatchObject({
    type: 'Error',
    message: 'not written',
    cause: { type: 'TypeError', message: 'duplicate key', code: '23505' },
  });
  expect(logged.stack).toContain('logged-error.test.ts');
  expect(JSON.stringify(logged)).not.toMatch(/alice/i);
});

it('ends, whatever is thrown', () => {
  const circular = new Error('a');
  circular.cause = circular;
  expect(JSON.stringify(loggedError(circular)).length).toBeLessThan(50_000);
  expect(loggedError({ password: 'x' })).toEqual({
    type: 'object',
    message: 'something was thrown that is no error',
  });
});
