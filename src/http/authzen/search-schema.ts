import { type Static, Type } from 'typebox';
import { action, attributes, context, resource } from './evaluation-schema.ts';

/** So many results are on a page where nobody says otherwise, and at most. */
export const USUAL_PAGE = 100;
export const LARGEST_PAGE = 1000;

const page = Type.Optional(
  Type.Object(
    {
      token: Type.Optional(Type.String({ maxLength: 9000, description: '`next_token` of the page before' })),
      limit: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: `so many at most; ${USUAL_PAGE} if left out, never more than ${LARGEST_PAGE}`,
        }),
      ),
    },
    { description: 'an object with `token` and `limit`' },
  ),
);

const type = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'a type; nothing is found of one that is not known',
});
const subjectProperties = attributes(
  'attributes of `@Principal`; `issuer`, for a service principal: whose `sub` ids are',
);
const subject = Type.Object(
  {
    type,
    id: Type.String({ minLength: 1, maxLength: 255, description: 'who; as in an evaluation' }),
    properties: subjectProperties,
  },
  { description: 'an object with `type` and `id`' },
);

/** An id of what is searched for is not looked at (AuthZEN 1.0 §8). */
export const subjectSearchBody = Type.Object({
  subject: Type.Object({ type, properties: subjectProperties }, { description: 'an object with `type`' }),
  action,
  resource,
  context,
  page,
});
export const resourceSearchBody = Type.Object({
  subject,
  action,
  resource: Type.Object(
    { type, properties: attributes('attributes of `@Resource`') },
    { description: 'an object with `type`' },
  ),
  context,
  page,
});
export const actionSearchBody = Type.Object({ subject, resource, context, page });

export type SubjectSearchBody = Static<typeof subjectSearchBody>;
export type ResourceSearchBody = Static<typeof resourceSearchBody>;
export type ActionSearchBody = Static<typeof actionSearchBody>;

const pageAnswer = Type.Object({
  next_token: Type.String({ description: 'asks for the next page; empty on the last one' }),
  count: Type.Integer({ description: 'how many are on this page' }),
});

const found = Type.Object({ type: Type.String(), id: Type.String() });
export const entitiesFound = Type.Object({ results: Type.Array(found), page: pageAnswer });
export const actionsFound = Type.Object({
  results: Type.Array(
    Type.Object({
      name: Type.String(),
      properties: Type.Optional(Type.Object({ isDataAction: Type.Boolean() })),
    }),
  ),
  page: pageAnswer,
});
