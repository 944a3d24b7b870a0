import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Collects the described routes of all surfaces that are registered after it; a route without a tag is left out. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Brevet',
        version: '1',
        description: 'Privileged Identity Management: requests, approvals, history, and access questions.',
      },
      tags: [
        { name: 'approvals', description: 'What waits for the caller, and deciding it' },
        { name: 'my roles', description: 'What the caller may activate and holds' },
        { name: 'requests', description: 'Requests that the caller may see' },
        { name: 'policies', description: 'The settings of roles, their history, and templates of them' },
        { name: 'deny assignments', description: 'Operations that are denied, whatever roles give' },
        { name: 'people', description: 'People, and who they are to identity providers' },
        { name: 'groups', description: 'Groups, who is in them and who administers them' },
        { name: 'provisioning', description: 'Directories that provision people and groups over SCIM' },
        { name: 'access', description: 'May this principal do this action here and now (AuthZEN 1.0)' },
      ],
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
  });
}
