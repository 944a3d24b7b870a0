import { expect, it } from 'vitest';
import { queryPlanner } from '../../test/support/query-planner.ts';
import type { Reader } from '../ledger/engine.ts';
import { backlog } from './backlog.ts';

it('is told from what waits and what was given up alone, however much was ever sent', async () => {
  const planner = await queryPlanner();
  const plans: string[] = [];
  const reader: Reader = {
    async all(asked) {
      const sql = planner.textOf(asked);
      plans.push(...planner.planOf(sql));
      // one endpoint of each kind, so that everything is asked
      const isEndpoints = sql.includes('"notification_endpoint"');
      return (isEndpoints ? [{ id: 'w', kind: 'webhook' }] : []) as never[];
    },
    first: async (asked, parameters) => (await reader.all(asked, parameters))[0],
    query: () => Promise.reject(new Error('prepared statements alone')),
  };
  await backlog(reader);
  await planner.close();
  const mail = plans.filter((plan) => /\bnotification\b/.test(plan));
  expect(mail).toEqual([
    expect.stringContaining('USING INDEX notification_to_send'),
    expect.stringContaining('USING INDEX notification_dead'),
  ]);
  const posted = plans.filter((plan) => /\bendpoint_message\b/.test(plan));
  const ofUndelivered = 'endpoint_message_delivered (endpoint_id=? AND delivered_at=?)';
  expect(posted).toEqual([expect.stringContaining(ofUndelivered), expect.stringContaining(ofUndelivered)]);
});
