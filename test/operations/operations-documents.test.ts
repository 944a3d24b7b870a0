import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { openMetrics } from '../../src/telemetry/metrics/open-metrics.ts';
import { demoLedger } from '../support/demo-ledger.ts';
import { samplesOf } from '../support/metric-samples.ts';
import { testServer } from '../support/test-server.ts';

const read = (name: string) => readFileSync(new URL(`../../docs/operations/${name}`, import.meta.url), 'utf8');
const runbook = read('README.md');
const rules = read('alert-rules.yml');
const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(read('grafana-dashboard.json'));

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets?: ReadonlyArray<{ readonly expr: string }>;
}

/** Of Prometheus itself, and of the words of its language those that look like a metric. */
const OF_PROMETHEUS = ['up'];
const METRIC = /\b(up|(?:brevet|process|nodejs)_[a-z_]+)\b(?:\{([^}]*)\})?/g;

const alerts = [...rules.matchAll(/^ {6}- alert: (\w+)$/gm)].map(([, name = '']) => name);
const asked = [
  ...[...rules.matchAll(/^ {8}expr: (?:>-\n((?: {10}.*\n)+)|(.*)\n)/gm)].map(([, long, short]) => long ?? short ?? ''),
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
];

/** Names of samples with the names of their labels. */
const served = new Map<string, ReadonlySet<string>>();
let types: ReadonlyMap<string, string>;
beforeAll(async () => {
  const metrics = openMetrics();
  const demo = await demoLedger({ watch: metrics.ledger });
  const { ledger, clock } = demo;
  const server = await testServer({ demo, watches: [metrics.watchRequests] });
  const pool = () => ({ most: 8, total: 1, idle: 1, waiting: 0 });
  metrics.watchState({ ledger, engine: { pool }, clock, hasDuties: () => true });
  await server.call(null, 'GET', '/livez');
  const text = await metrics.read();
  for (const sample of samplesOf(text).keys()) {
    const [name = '', labels = ''] = sample.split(/[{}]/);
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
    served.set(name, new Set([...(served.get(name) ?? []), ...names]));
  }
  types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  metrics.close();
  await server.close();
});

it('asks only for metrics that a server serves, by labels that they have', () => {
  expect(asked.length).toBeGreaterThan(40);
  const unknown = asked.flatMap((expr) =>
    [...expr.matchAll(METRIC)]
      .filter(([, name = '']) => !OF_PROMETHEUS.includes(name))
      .flatMap(([, name = '', labels = '']) => {
        const known = served.get(name);
        if (known === undefined) return [`${name} in ${expr}`];
        const named = [...labels.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label);
        return named.filter((label) => label !== 'job' && !known.has(label)).map((label) => `${name}{${label}}`);
      }),
  );
  expect(unknown).toEqual([]);
});

it('documents every metric of the house, and shows or watches it', () => {
  const own = [...types.keys()].filter((name) => name.startsWith('brevet_'));
  expect(own.length).toBeGreaterThan(15);
  for (const name of own) {
    expect(runbook, name).toContain(`\`${name}\``);
    expect(asked.join('\n'), name).toContain(name);
  }
});

it('says of each alarm what it means and what to do, and of no other', () => {
  expect(alerts.length).toBeGreaterThan(15);
  const sections = [...runbook.matchAll(/^### (Brevet\w+)\n(.+)/gm)];
  expect(sections.map(([, name]) => name)).toEqual(alerts);
  expect(sections.every(([, , text = '']) => text.length > 40)).toBe(true);
  expect(rules.match(/^ {8}labels: \{ severity: (?:critical|warning) \}$/gm)).toHaveLength(alerts.length);
});

it('is a dashboard whose panels have ids of their own', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(dashboard.panels.every(({ title }) => title.length > 0)).toBe(true);
});

it('leads only to sections that are there', () => {
  const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect(anchors).toContain(link);
});
