import { pino } from 'pino';
import { expect, it } from 'vitest';
import { LateLogger } from './late-logger.ts';

it('is made when it writes its first line, once, and writes as the other would', () => {
  const lines: string[] = [];
  const parent = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  let made = 0;
  const logger = new LateLogger(() => {
    made += 1;
    return parent.child({ reqId: 'r1' });
  });
  expect(made).toBe(0);
  for (const level of ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const) {
    logger[level]({ at: level }, 'said');
  }
  logger.child({ inner: true }).info('below');
  expect(logger.level).toBe('trace');
  logger.level = 'error';
  logger.info('too little');
  expect(made).toBe(1);
  const written = lines.map((line) => JSON.parse(line));
  expect(written.map(({ level }) => level)).toEqual([60, 50, 40, 30, 20, 10, 30]);
  expect(written.every(({ reqId }) => reqId === 'r1')).toBe(true);
  expect(written.at(-1)).toMatchObject({ inner: true, msg: 'below' });
});
