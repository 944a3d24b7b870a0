import { expect, it } from 'vitest';
import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import { commitMarks } from './postgres-commit-marks.ts';
import { PostgresConnection } from './postgres-connection.ts';

it('tells a commit that was done from one that was not, when the answer was lost', async () => {
  const { target, release } = await postgresDatabase();
  const marks = commitMarks('one');
  const connected = () => PostgresConnection.open(target);
  const enquiry = { connected, lock: 7n, cause: new Error('the answer was lost') };
  const kept = marks.next();
  const writer = await connected();
  await writer.command(`begin; ${marks.write(kept)}; commit`);
  expect(await marks.isCommitted(kept, enquiry)).toBe(true);

  const lost = marks.next();
  await writer.command(`begin; ${marks.write(lost)}`);
  await writer.close();
  expect(await marks.isCommitted(lost, enquiry)).toBe(false);
  // another server's marks are its own
  expect(await commitMarks('two').isCommitted(kept, enquiry)).toBe(false);
  await release();
});
