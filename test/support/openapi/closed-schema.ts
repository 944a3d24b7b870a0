/** A JSON value of a specification, as far as it is looked at. */
export type Json = { readonly [name: string]: unknown };

/**
 * Members that are `null` where nothing is set: the specification does not say so, the published examples and the
 * service do (contracts/arm §1).
 */
const nullable = new Set([
  'approvalId',
  'claimValue',
  'condition',
  'conditionVersion',
  'createdBy',
  'delegatedManagedIdentityResourceId',
  'description',
  'displayName',
  'duration',
  'email',
  'endDateTime',
  'enforcedSettings',
  'escalationApprovers',
  'inheritableSettings',
  'justification',
  'lastModifiedBy',
  'lastModifiedDateTime',
  'linkedRoleEligibilityScheduleId',
  'linkedRoleEligibilityScheduleInstanceId',
  'notificationRecipients',
  'reviewedBy',
  'reviewedDateTime',
  'scheduleInfo',
  'targetObjects',
  'targetRoleAssignmentScheduleInstanceId',
  'targetRoleEligibilityScheduleInstanceId',
  'ticketNumber',
  'ticketSystem',
  'updatedBy',
  'userPrincipalName',
]);

/**
 * Turns a Swagger 2.0 definition into a JSON schema that is closed: a member that is not listed fails. `resolve` finds
 * what a `$ref` names, `derived` the definitions that a discriminator chooses between.
 */
export function closedSchema(
  schema: Json,
  resolve: (ref: string) => Json,
  derived: (base: Json) => ReadonlyMap<string, Json>,
): Json {
  const close = (each: Json): Json => closedSchema(each, resolve, derived);
  if (typeof schema['$ref'] === 'string') return close(resolve(schema['$ref']));
  if (typeof schema['discriminator'] === 'string') {
    const name = schema['discriminator'];
    return {
      oneOf: [...derived(schema)].map(([value, each]) => closed(members(each, resolve), close, { [name]: value })),
    };
  }
  if (schema['type'] === 'array') return { type: 'array', items: close(schema['items'] as Json) };
  if (schema['properties'] !== undefined || schema['allOf'] !== undefined) {
    return closed(members(schema, resolve), close, {});
  }
  const { type, enum: words, format } = schema;
  const hasFormat = format === 'date-time';
  return { ...(type ? { type } : {}), ...(words ? { enum: words } : {}), ...(hasFormat ? { format } : {}) };
}

/** The listed members, with those of the definitions that it builds on. */
function members(schema: Json, resolve: (ref: string) => Json): Readonly<Record<string, Json>> {
  const bases = (schema['allOf'] ?? []) as readonly { readonly $ref: string }[];
  const inherited = bases.map(({ $ref }) => members(resolve($ref), resolve));
  return Object.assign({}, ...inherited, schema['properties'] ?? {});
}

function closed(
  properties: Readonly<Record<string, Json>>,
  close: (schema: Json) => Json,
  fixed: Readonly<Record<string, string>>,
): Json {
  const entries = Object.entries(properties).map(([name, schema]): [string, Json] => {
    if (fixed[name] !== undefined) return [name, { const: fixed[name] }];
    return [name, nullable.has(name) ? { anyOf: [{ type: 'null' }, close(schema)] } : close(schema)];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    required: Object.keys(fixed),
    additionalProperties: false,
  };
}
