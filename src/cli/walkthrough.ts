import { loadConfig } from '../config.ts';
import { demoIssuer } from '../demo/demo-issuer.ts';
import { type Answer, type DemoName, type Step, tidyUp, walkthroughSteps } from './walkthrough-steps.ts';

const config = loadConfig(process.env);
const base = `http://${config.host}:${config.port}`;
const issuer = await demoIssuer({ dataDir: config.dataDir });

async function send({ by, method, path, body }: Pick<Step, 'by' | 'method' | 'path' | 'body'>): Promise<Answer> {
  const token = await tokenOf(by);
  const response = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

function tokenOf(name: DemoName): Promise<string> {
  return issuer.sign(name, { audience: config.audiences[0] ?? '', clock: () => Temporal.Now.instant() });
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^/gm, '     ');
}

try {
  for (const leftover of tidyUp()) await send(leftover);
} catch {
  console.error(`no server answers at ${base}; run \`npm start\` in another terminal first`);
  process.exit(2);
}

const steps = walkthroughSteps();
let unexpected = 0;
for (const [index, step] of steps.entries()) {
  console.log(`\n${index + 1}. ${step.says}`);
  console.log(`   ${step.by}: ${step.method} ${step.path}`);
  if (step.body !== undefined) console.log(indented(step.body));
  const answer = await send(step);
  console.log(`   -> ${answer.status}`);
  if (answer.body !== null) console.log(indented(answer.body));
  const isAsExpected = step.holds(answer);
  if (!isAsExpected) unexpected += 1;
  console.log(`   ${isAsExpected ? 'as expected' : 'NOT as expected'}: ${step.expects}`);
}
for (const leftover of tidyUp()) await send(leftover);

console.log(`\n${steps.length} steps, ${steps.length - unexpected} as expected, ${unexpected} not.`);
console.log(`The mail of it is at ${config.publicUrl}/mailbox`);
process.exit(unexpected === 0 ? 0 : 1);
