import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  demoAssignments,
  demoCondition,
  demoGroups,
  demoPeople,
  demoRoles,
  demoScopeTree,
} from './demo-organisation.ts';

const document = readFileSync(new URL('../../docs/demo.md', import.meta.url), 'utf8');

it('documents every id, name, scope, role and assignment of the demo organisation', () => {
  const quoted = [
    ...demoPeople.flatMap(({ id, name, displayName, title }) => [id, `\`${name}\``, displayName, title]),
    ...demoGroups.flatMap(({ id, displayName }) => [id, displayName]),
    ...demoScopeTree.map(({ path }) => `\`${path}\``),
    ...Object.values(demoRoles),
    ...demoAssignments.map(({ id }) => id),
    demoCondition,
  ];
  expect(quoted.filter((text) => !document.includes(text))).toEqual([]);
});
