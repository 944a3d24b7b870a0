import { Type } from 'typebox';
import { strict } from '../schema.ts';

export const overviewBody = strict({
  pendingNow: Type.Integer(),
  approvedIn7Days: Type.Integer(),
  deniedIn7Days: Type.Integer(),
  expiredIn7Days: Type.Integer({ description: 'ran out of time undecided' }),
  asOf: Type.String({ format: 'date-time' }),
});
