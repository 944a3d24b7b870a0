import { expect } from 'vitest';
import type { Answer, TestServer } from './test-server.ts';

export const ISSUER = 'https://login.example/tenant/v2.0';

/** A directory that provisions: its source and token, and a client that speaks SCIM with it. */
export interface ScimDirectory {
  readonly sourceId: string;
  readonly token: string;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Creates and returns the resource. */
  user(over?: object): Promise<Answer['body']>;
  group(displayName: string, memberIds?: readonly string[]): Promise<Answer['body']>;
  patch(path: string, ...operations: readonly object[]): Promise<Answer>;
}

/** Makes a provisioning source with a token, as Grace does in the portal. */
export async function scimDirectory(server: TestServer, over: object = {}): Promise<ScimDirectory> {
  const api = '/api/security/pim/provisioning-sources';
  const source = await server.call('grace', 'POST', api, { displayName: 'Entra', issuer: ISSUER, ...over });
  expect(source.status, JSON.stringify(source.body)).toBe(201);
  const sourceId: string = source.body.id;
  const made = await server.call('grace', 'POST', `${api}/${sourceId}/tokens`, {});
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { token } = made.body;
  let people = 0;

  const call: ScimDirectory['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${server.url}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (text !== '') expect(response.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  const created = async (path: string, body: object) => {
    const answer = await call('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  return {
    sourceId,
    token,
    call,
    user: (given = {}) => {
      people += 1;
      const names = { userName: `person${people}@nordwind.example`, externalId: `object-${people}` };
      return created('/Users', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...names, ...given });
    },
    group: (displayName, memberIds = []) =>
      created('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        externalId: `group-${displayName}`,
        members: memberIds.map((value) => ({ value })),
      }),
    patch: (path, ...Operations) =>
      call('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }),
  };
}
