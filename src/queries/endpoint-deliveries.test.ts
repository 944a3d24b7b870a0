import { expect, it } from 'vitest';
import { activate, assign } from '../../test/scenarios/story.ts';
import { as, demoLedger } from '../../test/support/demo-ledger.ts';
import { endpointRoom } from '../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../test/support/http-receiver.ts';
import { disableEndpoint } from '../commands/switch-endpoint.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { endpointDeliveries } from './endpoint-deliveries.ts';

it('says when something arrived last, what waits, what was given up, and why', async () => {
  const demo = await demoLedger();
  const receiver = await httpReceiver();
  const room = await endpointRoom(demo);
  const { id } = await room.create('webhook', receiver.url);
  const outside = room.start();
  const now = () => demo.ledger.read((reader) => endpointDeliveries(reader, id));
  expect(await now()).toEqual({ lastDeliveredAt: null, waiting: 0, dead: 0, lastError: null });

  await activate(demo.ledger);
  await outside.settle();
  const lastDeliveredAt = demo.clock();
  expect(await now()).toEqual({ lastDeliveredAt, waiting: 0, dead: 0, lastError: null });

  demo.clock.advance('PT1H');
  receiver.react(() => ({ status: 503 }));
  await assign(demo.ledger, { kind: 'eligible', principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader });
  await outside.settle();
  expect(await now()).toEqual({ lastDeliveredAt, waiting: 1, dead: 0, lastError: 'it answered 503' });

  await disableEndpoint(demo.ledger, as('grace'), id);
  expect(await now()).toMatchObject({ lastDeliveredAt, waiting: 0, dead: 1 });
  await outside.stop();
  await receiver.close();
  await demo.ledger.close();
});
