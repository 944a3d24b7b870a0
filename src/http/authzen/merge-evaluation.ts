type Given = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What names a part; the rest of it is never mixed with that of another. */
const naming = ['type', 'id', 'name'];

/**
 * An evaluation with what the call says for all of them: a part of its own stands in the place of that, and takes from it
 * only by what it is named (AuthZEN 1.0 §7.1.1). What is no object stays what it is.
 */
export function mergeEvaluation(defaults: Given, own: unknown): unknown {
  if (!isObject(own)) return own;
  const { subject, action, resource, context } = defaults;
  return {
    subject: mergePart(subject, own['subject']),
    action: mergePart(action, own['action']),
    resource: mergePart(resource, own['resource']),
    context: own['context'] ?? context,
  };
}

function mergePart(common: unknown, own: unknown): unknown {
  if (own === undefined) return common;
  if (!isObject(common) || !isObject(own)) return own;
  const missing = naming.filter((name) => own[name] === undefined && common[name] !== undefined);
  if (missing.length === 0) return own;
  return { ...own, ...Object.fromEntries(missing.map((name) => [name, common[name]])) };
}
