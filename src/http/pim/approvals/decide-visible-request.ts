import type { Caller } from '../../../commands/caller.ts';
import { decideApprovalStage } from '../../../commands/decide-approval-stage.ts';
import type { AskedDecision } from '../../../domain/approval/decide-approval.ts';
import { Refusal, refuse } from '../../../domain/errors.ts';
import { visibleRequest } from '../../../queries/request-history.ts';
import type { RequestView } from '../../../queries/request-view.ts';
import type { Services } from '../../services.ts';

/** A decision as the JSON API takes it; without `stageId` it is about the stage that is open. */
export interface VisibleDecision extends AskedDecision {
  readonly stageId: string | null;
}

/** Decides, and reads the request as it is then. Whoever may not see the request is not told that it is there. */
export async function decideVisibleRequest(
  { ledger, clock }: Pick<Services, 'ledger' | 'clock'>,
  caller: Caller,
  id: string,
  { stageId, ...asked }: VisibleDecision,
): Promise<RequestView> {
  const see = () => ledger.read((reader) => visibleRequest(reader, caller.principalId, id, clock()));
  try {
    await decideApprovalStage(ledger, caller, id, asked, stageId);
  } catch (error) {
    // also why it cannot be decided tells that it is there
    if (error instanceof Refusal && (await see()) === null) {
      refuse({ code: 'approvalNotFound', message: `there is no approval \`${id}\`` });
    }
    throw error;
  }
  const view = await see();
  if (view === null) throw new Error(`request ${id} was decided and cannot be read`);
  return view;
}
