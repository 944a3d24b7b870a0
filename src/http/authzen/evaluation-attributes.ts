import { attributeKey } from '../../domain/condition/attribute-key.ts';
import { attributesFrom } from '../../domain/condition/attributes-from.ts';
import type { AttributeLookup, AttributeValue, ConditionContext } from '../../domain/condition/condition-context.ts';
import type { GivenQuestion } from './evaluate.ts';

type Given = Readonly<Record<string, unknown>> | undefined;

const nothing: AttributeLookup = () => undefined;
const UTC_NOW = attributeKey('UtcNow');

/** What conditions see of a request. It is read only when a condition asks; the time is the server's alone. */
export function evaluationAttributes(body: GivenQuestion, atMs: number): Omit<ConditionContext, 'action'> {
  const given = lookup(body.context);
  const request = lookup(body.action.properties);
  return {
    // no getter: to make one costs more than all the rest of a decision
    subOperation: subOperationOf(body.action.properties, request),
    principal: lookup(body.subject.properties),
    resource: lookup(body.resource.properties),
    request,
    environment: (name) =>
      attributeKey(name) === UTC_NOW ? Temporal.Instant.fromEpochMilliseconds(atMs).toString() : given(name),
  };
}

/** Looked for only where something is given beside what every question may carry. */
function subOperationOf(given: Given, request: AttributeLookup): string | undefined {
  for (const name in given) {
    if (name === 'isDataAction') continue;
    const named = request('subOperation');
    return typeof named === 'string' ? named : undefined;
  }
  return undefined;
}

function lookup(given: Given): AttributeLookup {
  if (given === undefined) return nothing;
  let attributes: AttributeLookup | null = null;
  return (name) => {
    attributes ??= attributesFrom(
      Object.fromEntries(Object.entries(given).map(([key, value]) => [key, toValue(value)])),
    );
    return attributes(name);
  };
}

function isScalar(value: unknown): value is AttributeValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Null is absent; what is no value of the language is there and equal to nothing. */
function toValue(value: unknown): AttributeValue | readonly AttributeValue[] | undefined {
  if (value === null) return undefined;
  if (isScalar(value)) return value;
  return Array.isArray(value) && value.every(isScalar) ? value : Number.NaN;
}
