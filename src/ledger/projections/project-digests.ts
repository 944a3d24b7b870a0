import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const writeDigest = statement((db, p: { principalId: string; date: string; untilAt: number }) =>
  db
    .insertInto('digest')
    .values({ principal_id: p.principalId, date: p.date, until_at: p.untilAt })
    .onConflict((conflict) => conflict.column('principal_id').doUpdateSet({ date: p.date, until_at: p.untilAt })),
);

export const projectDigestRecorded: Projection<'digest.recorded'> = ({ principalId, date, untilAt }, _at, tx) =>
  tx.run(writeDigest, { principalId, date, untilAt: untilAt.epochMilliseconds });
