import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PATHS = ['/usr/bin/promtool', '/usr/local/bin/promtool'];
const promtool = PATHS.find((each) => existsSync(each));
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const rules = pathOf('../../docs/operations/alert-rules.yml');
const cases = pathOf('alert-cases.yml');

/** What Prometheus' own tool says; its exit code first. */
function promtoolSays(...args: readonly string[]): readonly [number | null, string] {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { encoding: 'utf8' });
  return [status, `${stdout}${stderr}`];
}

it('plays the alarms that wake somebody', () => {
  const [rulesText, casesText] = [rules, cases].map((path) => readFileSync(path, 'utf8')) as [string, string];
  const critical = [...rulesText.matchAll(/- alert: (\w+)(?:(?!- alert).)*?severity: critical/gs)].map(
    ([, name]) => name,
  );
  expect(critical.length).toBeGreaterThan(4);
  const played = new Set([...casesText.matchAll(/alertname: (\w+)/g)].map(([, name]) => name));
  expect(critical.filter((name) => !played.has(name))).toEqual([]);
});

// it comes with the Debian package prometheus, which starts a service and is not installed for a test
const where = promtool === undefined ? 'needs promtool, of the Debian package prometheus' : 'by promtool';
describe.skipIf(promtool === undefined)(`the alarm rules, ${where}`, () => {
  it('are rules that Prometheus takes', () => {
    expect(promtoolSays('check', 'rules', rules)).toEqual([0, expect.stringContaining('SUCCESS: 20 rules found')]);
  });

  it('say to each history what they are to say', () => {
    expect(promtoolSays('test', 'rules', cases)).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});
