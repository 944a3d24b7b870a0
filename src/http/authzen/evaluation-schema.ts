import { type Static, Type } from 'typebox';

const GUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

function oneOf<Word extends string>(...choices: readonly Word[]) {
  const allowed = `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
  return Type.Unsafe<Word>({ type: 'string', enum: [...choices], description: allowed });
}

function attributes(of: string) {
  return Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: `an object; conditions see it as ${of}` }),
  );
}

/** An evaluation request of AuthZEN 1.0. Members that are not named here are for others and are not looked at. */
export const evaluationBody = Type.Object({
  subject: Type.Object(
    {
      type: oneOf('user', 'group', 'servicePrincipal', 'principal'),
      id: Type.String({ pattern: GUID, description: 'the id of a principal, as a GUID with dashes' }),
      properties: attributes('attributes of `@Principal`'),
    },
    { description: 'an object with `type` and `id`' },
  ),
  action: Type.Object(
    {
      name: Type.String({
        minLength: 1,
        maxLength: 512,
        pattern: '^[^\\s*\\u0000-\\u001f\\u007f]+$',
        description:
          'one operation such as `Microsoft.Compute/virtualMachines/read`, no `*`; `use` for a directory role',
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
  ),
  resource: Type.Object(
    {
      type: oneOf('scope', 'directoryRole'),
      id: Type.String({ maxLength: 2048, description: 'a scope path, or the id of a directory role' }),
      properties: attributes('attributes of `@Resource`'),
    },
    { description: 'an object with `type` and `id`' },
  ),
  context: attributes('attributes of `@Environment`; `explain: true` asks for the reason'),
});

export type EvaluationBody = Static<typeof evaluationBody>;

export const evaluationQuery = Type.Object({
  explain: Type.Optional(oneOf('true', 'false')),
});

export const evaluationAnswer = Type.Object({
  decision: Type.Boolean(),
  context: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'the reason, where it was asked for' }),
  ),
});

export const evaluationError = Type.Object({
  error: Type.Object({ status: Type.Integer(), message: Type.String() }),
});
