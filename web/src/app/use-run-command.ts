import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { suggestMinutes } from '../features/activate/activation-draft.ts';
import type { Command } from './palette-commands.ts';

/** Opens what a command leads to. */
export function useRunCommand() {
  const navigate = useNavigate();
  return useCallback(
    ({ target }: Command) => {
      if ('page' in target) return navigate({ to: target.page });
      if ('request' in target) return navigate({ to: '/requests/$id', params: { id: target.request } });
      if ('found' in target) {
        const { kind, id } = target.found;
        if (kind === 'person') return navigate({ to: '/people/$id', params: { id } });
        if (kind === 'group') return navigate({ to: '/groups/$id', params: { id } });
        if (kind === 'role') return navigate({ to: '/roles/$id', params: { id } });
        return navigate({ to: '/resources', search: { access: id } });
      }
      if ('active' in target) return navigate({ to: '/my-roles', search: { show: 'active' } });
      if (target.minutes !== null) suggestMinutes(target.minutes);
      return navigate({ to: '.', search: (before) => ({ ...before, activate: target.activate }) });
    },
    [navigate],
  );
}
