import { queryOptions } from '@tanstack/react-query';
import { call, get } from '../../lib/api.ts';
import type { PolicyTemplate, TemplateTarget } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export const templatesQuery = paged<PolicyTemplate>(['templates'], '/policy-templates');

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['template', id],
    queryFn: ({ signal }) => get<PolicyTemplate>(`/policy-templates/${id}`, signal),
  });

export function followersQuery(id: string, state: string | undefined) {
  const path = withQuery(`/policy-templates/${id}/targets`, { state });
  return paged<TemplateTarget>(['template', id, path], path);
}

/** A role at a scope. */
export interface Target {
  readonly roleDefinitionId: string;
  readonly scope: string;
}

export const applyTemplate = (id: string, asked: { targets: readonly Target[] } | { members: true }) =>
  call<{ targets: readonly Target[] }>('POST', `/policy-templates/${id}/apply`, { body: asked });

export const detachTemplate = (id: string, targets: readonly Target[]) =>
  call('POST', `/policy-templates/${id}/detach`, { body: { targets } });
