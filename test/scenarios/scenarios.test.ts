import { afterAll, beforeAll, describe, it } from 'vitest';
import { type LedgerCopies, ledgerCopies } from '../properties/ledger-copies.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { allScenarios } from './play/all-scenarios.ts';
import { armDriver } from './play/arm-driver.ts';
import { commandDriver } from './play/command-driver.ts';
import type { Driver } from './play/driver.ts';
import { jsonDriver } from './play/json-driver.ts';
import { concerns, playScenario } from './play/play-scenario.ts';
import type { Scenario } from './play/scenario.ts';
import { openWorld, type World } from './play/world.ts';

let copies: LedgerCopies;
beforeAll(async () => {
  copies = await ledgerCopies(async () => {});
});
afterAll(() => copies.remove());

const noServer = {} as TestServer;
const surfaces: Readonly<Record<string, (world: World, server: TestServer) => Driver>> = {
  commands: commandDriver,
  'the ARM surface': armDriver,
  'the JSON API': jsonDriver,
};
const topics = await allScenarios();
describe.each(Object.keys(surfaces))('through %s', (surface) => {
  const open = surfaces[surface] as (typeof surfaces)[string];
  const isPlayed = (scenario: Scenario) => concerns(open({} as World, noServer), scenario);
  const played = topics.map((each) => ({ ...each, scenarios: each.scenarios.filter(isPlayed) }));
  describe.each(played.filter(({ scenarios }) => scenarios.length > 0))('$topic', ({ scenarios }) => {
    it.each(scenarios)('$name', async (scenario) => {
      await copies.use(async (copy) => {
        const world = await openWorld(copy, scenario);
        if (surface === 'commands') return playScenario(world, open(world, noServer), scenario);
        const server = await testServer({ demo: copy });
        try {
          await playScenario(world, open(world, server), scenario);
        } finally {
          await server.app.close();
        }
      });
    });
  });
});
