import type { CallerBudget } from '../../plugins/throttle.ts';

const removals = ['adminremove', 'selfdeactivate'];

/** Taking access away is never held up by a flood of other requests. Reads the type of a body that nobody has checked yet. */
export function budgetOf(body: unknown): CallerBudget {
  const type = memberOf(memberOf(body, 'properties'), 'requesttype');
  return typeof type === 'string' && removals.includes(type.toLowerCase()) ? 'decisions' : 'calls';
}

function memberOf(value: unknown, lowerName: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name.toLowerCase() === lowerName)?.[1];
}
