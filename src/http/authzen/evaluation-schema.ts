import { type Static, Type } from 'typebox';

export function oneOf<Word extends string>(...choices: readonly Word[]) {
  const allowed = `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
  return Type.Unsafe<Word>({ type: 'string', enum: [...choices], description: allowed });
}

export function attributes(of: string) {
  return Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: `an object; conditions see it as ${of}` }),
  );
}

const subjectId = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'the id of a principal, as a GUID with dashes; from a service principal also the `sub` of a token',
});

export const subject = Type.Object(
  {
    type: oneOf('user', 'group', 'servicePrincipal', 'principal'),
    id: subjectId,
    properties: attributes('attributes of `@Principal`; `issuer`, for a service principal: whose `sub` the id is'),
  },
  { description: 'an object with `type` and `id`' },
);

export const action = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 512,
      pattern: '^[^\\s*\\u0000-\\u001f\\u007f]+$',
      description: 'one operation such as `Microsoft.Compute/virtualMachines/read`, no `*`; `use` for a directory role',
    }),
    properties: Type.Optional(
      Type.Object(
        { isDataAction: Type.Optional(Type.Boolean({ description: '`true` or `false`' })) },
        {
          description:
            'an object; conditions see it as attributes of `@Request`, `subOperation` as the suboperation too',
        },
      ),
    ),
  },
  { description: 'an object with `name`' },
);

export const resource = Type.Object(
  {
    type: Type.String({
      minLength: 1,
      maxLength: 512,
      description: '`scope`, `directoryRole`, or the type of a registered resource, in full or its last part',
    }),
    id: Type.String({
      minLength: 1,
      maxLength: 2048,
      description: 'a scope path, or the id of a directory role; from a service principal also the name of a resource',
    }),
    properties: attributes('attributes of `@Resource`'),
  },
  { description: 'an object with `type` and `id`' },
);

export const context = attributes(
  'attributes of `@Environment`; `explain: true` asks for the reason, `at` about an instant in the past',
);

/** An evaluation request of AuthZEN 1.0. Members that are not named here are for others and are not looked at. */
export const evaluationBody = Type.Object({ subject, action, resource, context });

export type EvaluationBody = Static<typeof evaluationBody>;

export const evaluationQuery = Type.Object({
  explain: Type.Optional(oneOf('true', 'false')),
  at: Type.Optional(
    Type.String({ maxLength: 40, description: 'an ISO 8601 instant that has passed; now if left out' }),
  ),
});

export type EvaluationQuery = Static<typeof evaluationQuery>;

export const evaluationAnswer = Type.Object({
  decision: Type.Boolean(),
  context: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'the reason, where it was asked for' }),
  ),
});

export const evaluationError = Type.Object({
  error: Type.Object({ status: Type.Integer(), message: Type.String() }),
});
