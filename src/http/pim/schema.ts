import { type TProperties, type TSchema, Type } from 'typebox';

const GUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
/** Any text but control characters; line breaks and tabs are text. */
const TEXT = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$';
/** The same with at least one character that is not a space. */
const NOT_BLANK = '^(?=[\\s\\S]*\\S)[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$';

/** An object without any other member. */
export function strict<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

export function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

export function words<Word extends string>(choices: readonly Word[], description: string) {
  return Type.Unsafe<Word>({ type: 'string', enum: [...choices], description });
}

const FAMILIES = ['resource', 'directory', 'group'] as const;

/** To which family a role belongs, which is where it stands. */
export function roleFamily(
  description = 'resource roles stand at ARM scopes, directory roles at the root, group roles at a group',
) {
  return words(FAMILIES, description);
}

export function guid(description: string) {
  return Type.String({ pattern: GUID, description: `${description}, as a GUID with dashes` });
}

export function text(description: string, longest = 2000) {
  const allowed = `${description}, at most ${longest} characters, no control characters but line break and tab`;
  return Type.String({ maxLength: longest, pattern: TEXT, description: allowed });
}

export function notBlankText(description: string, longest = 2000) {
  const allowed = `${description}, 1 to ${longest} characters and not blank, no control characters but line break and tab`;
  return Type.String({ maxLength: longest, pattern: NOT_BLANK, description: allowed });
}

export const instant = (description: string) => Type.String({ format: 'date-time', description });
const nullableInstant = (description: string) => nullable(instant(description));

export const paging = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 50,
      description: 'a whole number from 1 to 100; 50 if left out',
    }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'the `nextCursor` of the page before' })),
};

export const requestId = strict({ id: guid('the id of the request') });

const ticket = nullable(strict({ number: nullable(Type.String()), system: nullable(Type.String()) }));

const common = {
  id: Type.String(),
  requestor: strict({
    id: Type.String(),
    displayName: Type.String(),
    email: nullable(Type.String()),
    userName: nullable(Type.String()),
  }),
  role: strict({
    id: Type.String(),
    name: Type.String(),
    risk: words(['critical', 'high', 'medium', 'low'], 'how much harm the role can do at this scope'),
    family: roleFamily(),
  }),
  scope: strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() }),
  duration: nullable(Type.String({ description: 'as asked, ISO 8601; null where it was asked without an end' })),
  start: nullableInstant('the custom start that was asked for'),
  justification: nullable(Type.String()),
  ticket,
  requestedAt: instant('when it was submitted'),
};

export const pendingApproval = strict({ ...common, expiresAt: instant('from here on a decision is too late') });

export const historyItem = strict({
  ...common,
  type: Type.String(),
  status: words(
    ['Pending', 'Approved', 'Denied', 'Expired', 'Canceled'],
    'Pending, Approved, Denied, Expired or Canceled',
  ),
  principal: strict({ id: Type.String(), displayName: Type.String(), kind: Type.String() }),
  expiresAt: nullableInstant('from here on a decision is too late; null where none was needed'),
  decidedBy: nullable(strict({ id: Type.String(), displayName: nullable(Type.String()) })),
  decidedAt: nullableInstant('when somebody decided it'),
  comment: nullable(Type.String({ description: "the approver's justification" })),
  closedReason: nullable(
    words(
      ['requestor', 'administrator', 'principalDisabled', 'eligibilityEnded', 'assignmentEnded', 'policyChanged'],
      'why it was canceled; policyChanged: the settings became stricter while it waited',
    ),
  ),
  granted: nullable(
    strict({
      duration: nullable(Type.String({ description: 'null: as asked' })),
      scope: nullable(Type.String({ description: 'null: as asked' })),
    }),
  ),
  activatedAt: nullableInstant('when the role really started'),
  deactivatedAt: nullableInstant('when the role really ended'),
});

export function pageOf<Item extends TSchema>(item: Item) {
  return strict({
    items: Type.Array(item),
    nextCursor: nullable(Type.String({ description: 'for the next page; null on the last one' })),
  });
}

export const problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'stable; what a program looks at' }),
  detail: Type.Optional(Type.String({ description: 'a sentence for a person' })),
  field: Type.Optional(Type.String()),
  given: Type.Optional(Type.String()),
  allowed: Type.Optional(Type.String()),
  rules: Type.Optional(
    Type.Array(strict({ rule: Type.String(), message: Type.String() }), {
      description: 'with `policyRulesUnmet`: every unmet rule at once',
    }),
  ),
  stepUp: Type.Optional(
    strict({
      authenticationContext: nullable(Type.String({ description: '`c1` to `c99`; null: a second factor' })),
      acrValues: Type.Array(Type.String(), {
        description: 'what to ask the provider for; empty: it has no words for it',
      }),
      maxAge: nullable(Type.Integer({ description: 'how old the sign-in may be, in seconds' })),
      isForRequest: Type.Boolean({ description: 'it must be made for the request: `POST /proofs`' }),
      url: nullable(Type.String({ description: 'where to go on in the session of a browser' })),
    }),
  ),
  targets: Type.Optional(
    Type.Array(
      strict({ roleDefinitionId: Type.String(), scope: Type.String(), code: Type.String(), message: Type.String() }),
      { description: 'where a call is about several roles and scopes: every one that stands in the way' },
    ),
  ),
  conflictsWith: Type.Optional(Type.String({ description: 'with a conflict: the id of what stands in the way' })),
  correlationId: Type.String(),
});

const meanings: Readonly<Record<number, string>> = {
  400: 'Malformed: an unknown or invalid member; `field` names it',
  401: 'Not signed in, or not strongly or newly enough (RFC 9470): `stepUp` says what is needed',
  403: 'Visible to the caller and not allowed',
  404: 'Not there, or not visible to the caller',
  409: 'Conflict: already decided, or too late',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'Against a rule, such as more than was asked',
  429: 'Too many calls; `Retry-After` says in how many seconds another is served',
  500: 'Unexpected; logged with the correlation id',
  503: 'The server is closing or its database does not answer; `Retry-After` says when to try again',
};

/** The documented error answers of a route. */
export function problems(...statuses: readonly number[]) {
  const answer = (status: number) => ({
    description: meanings[status] ?? '',
    content: { 'application/problem+json': { schema: problem } },
  });
  return Object.fromEntries([...statuses, 429, 500, 503].map((status) => [status, answer(status)]));
}
