import type { Violation } from '../domain/errors.ts';
import { EXTENSION_OPENS_BEFORE_MS, extendable } from '../domain/extension/extension-window.ts';
import type { Schedule } from '../domain/schedule.ts';

/** Whether the holder of an assignment can ask for more of it now, and when. */
export interface ExtensionOutlook {
  /** null: never, as it has no end. */
  readonly opensAt: Temporal.Instant | null;
  readonly whyNot: Violation | null;
}

/** What the assignment itself says about its extension; asking weighs the settings too (BEHAVIOUR §3). */
export function extensionOutlook(
  schedule: Schedule,
  { throughGroup, openRequestId }: { readonly throughGroup: string | null; readonly openRequestId: string | null },
  now: Temporal.Instant,
): ExtensionOutlook {
  const { endAt } = schedule;
  const opensAt = endAt === null ? null : endAt.subtract({ milliseconds: EXTENSION_OPENS_BEFORE_MS });
  if (throughGroup !== null) {
    const message = `the assignment is that of the group ${throughGroup}; ask an administrator to extend it`;
    return { opensAt: null, whyNot: { code: 'extensionNotPossible', message } };
  }
  if (openRequestId !== null) {
    const message = 'an administrator has not decided your last request yet';
    return { opensAt, whyNot: { code: 'pendingRequestExists', conflictsWith: openRequestId, message } };
  }
  const found = extendable(schedule, now);
  return { opensAt, whyNot: 'code' in found ? found : null };
}
