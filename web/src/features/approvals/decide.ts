import { call } from '../../lib/api.ts';
import type { BulkOutcomes, HistoryItem } from '../../lib/api-types.ts';

/** A decision as a person gives it. */
export interface Decision {
  readonly id: string;
  /** Of an activation an approver decides, of an extension or renewal an administrator. */
  readonly isExtension: boolean;
  readonly result: 'approve' | 'deny';
  readonly justification: string;
  /** Less than was asked. */
  readonly duration?: string;
  readonly scope?: string;
}

export function decide({ id, isExtension, result, justification, duration, scope }: Decision): Promise<HistoryItem> {
  const text = justification.trim();
  const body =
    result === 'deny'
      ? { reason: text }
      : {
          ...(text === '' ? {} : { justification: text }),
          ...(duration === undefined ? {} : { duration }),
          ...(scope === undefined ? {} : { scope }),
        };
  return call('POST', `/${isExtension ? 'extension-requests' : 'approvals'}/${id}/${result}`, { body });
}

/** Several with one justification, each by itself. */
export function decideAll(
  ids: readonly string[],
  result: Decision['result'],
  justification: string,
): Promise<BulkOutcomes> {
  const text = justification.trim();
  return call('POST', `/approvals/${result}`, { body: { ids, ...(text === '' ? {} : { justification: text }) } });
}
