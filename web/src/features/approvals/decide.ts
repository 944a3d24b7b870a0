import { call } from '../../lib/api.ts';
import type { BulkOutcomes, HistoryItem, Submission } from '../../lib/api-types.ts';

/** A decision as a person gives it. */
export interface Decision {
  readonly id: string;
  /** Of an activation an approver decides, of an extension or renewal an administrator. */
  readonly isExtension: boolean;
  readonly result: 'approve' | 'deny';
  readonly justification: string;
  /** What is granted where that is not what was asked: less of an activation, another time or kind of an assignment. */
  readonly granted: Partial<Pick<Submission, 'duration' | 'scope' | 'end' | 'permanent' | 'kind'>>;
}

export function decide({ id, isExtension, result, justification, granted }: Decision): Promise<HistoryItem> {
  const text = justification.trim();
  const body = result === 'deny' ? { reason: text } : { ...(text === '' ? {} : { justification: text }), ...granted };
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
