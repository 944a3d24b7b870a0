import { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { expectToMeetSpecification } from '../support/openapi/arm-call.ts';

/**
 * The official client as a demo person. It sends tokens over https alone, so that one policy of its pipeline, which
 * only sets the header, is exchanged (contracts/clients §1.1). Every answer is held against the specification.
 */
export function armClient(url: string, person: string): AuthorizationManagementClient {
  const neverAsked = { getToken: () => Promise.reject(new Error('the bearer policy was exchanged')) };
  const client = new AuthorizationManagementClient(neverAsked, 'c0000000-0000-4000-8000-000000000001', {
    endpoint: url,
    $host: url,
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
  client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  client.pipeline.addPolicy({
    name: 'testTokenPolicy',
    async sendRequest(request, next): Promise<PipelineResponse> {
      request.headers.set('authorization', `Bearer test:${person}`);
      const response = await next(request);
      const text = response.bodyAsText ?? '';
      const path = request.url.slice(url.length);
      expectToMeetSpecification(request.method, path, response.status, text === '' ? null : JSON.parse(text));
      return response;
    },
  });
  return client;
}

/** Everything of a list, over all of its pages. */
export async function collected<Item>(pages: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}
