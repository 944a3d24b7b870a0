import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../../../domain/errors.ts';
import { SCIM_JSON } from '../errors.ts';
import { GROUP_SCHEMA, USER_SCHEMA } from '../present-resource.ts';
import { baseOf, MOST_RESULTS } from '../scim-request.ts';
import { schemas } from './schemas.ts';

const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const meta = (resourceType: string, location: string) => ({ meta: { resourceType, location } });

/** What this provider can do, and what it keeps (RFC 7643 §5 to §7). */
export function discoveryRoutes(instance: FastifyInstance): void {
  const hidden = { schema: { hide: true } };

  instance.get('/ServiceProviderConfig', hidden, (request, reply) =>
    reply.type(SCIM_JSON).send({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: MOST_RESULTS },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Provisioning token',
          description: 'A token that an administrator made for this directory, in `Authorization: Bearer`',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
      ],
      ...meta('ServiceProviderConfig', `${baseOf(request)}/ServiceProviderConfig`),
    }),
  );
  collection('/ResourceTypes', (request) => [
    resourceType(request, 'User', USER_SCHEMA),
    resourceType(request, 'Group', GROUP_SCHEMA),
  ]);
  collection('/Schemas', (request) =>
    schemas.map((schema) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      ...schema,
      ...meta('Schema', `${baseOf(request)}/Schemas/${schema.id}`),
    })),
  );

  function collection(path: string, all: (request: FastifyRequest) => ReadonlyArray<{ readonly id: string }>) {
    instance.get(path, hidden, (request, reply) => {
      const { filter } = request.query as { readonly filter?: unknown };
      // RFC 7644 §4: filtering is not possible here
      if (filter !== undefined) refuse({ code: 'notPermitted', message: 'this list cannot be filtered' });
      const Resources = all(request);
      const counts = { totalResults: Resources.length, startIndex: 1, itemsPerPage: Resources.length };
      return reply.type(SCIM_JSON).send({ schemas: [LIST_SCHEMA], ...counts, Resources });
    });
    instance.get(`${path}/:id`, hidden, (request, reply) => {
      const { id } = request.params as { readonly id: string };
      const found = all(request).find((each) => each.id.toLowerCase() === id.toLowerCase());
      if (found !== undefined) return reply.type(SCIM_JSON).send(found);
      return reply.callNotFound();
    });
  }
}

function resourceType(request: FastifyRequest, name: 'User' | 'Group', schema: string) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    description: name === 'User' ? 'People' : 'Groups',
    endpoint: `/${name}s`,
    schema,
    schemaExtensions: [],
    ...meta('ResourceType', `${baseOf(request)}/ResourceTypes/${name}`),
  };
}
