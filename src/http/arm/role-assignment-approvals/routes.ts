import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decideApprovalStage } from '../../../commands/decide-approval-stage.ts';
import { Refusal } from '../../../domain/errors.ts';
import { decides } from '../../plugins/admission.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { ArmError, notFound } from '../arm-error.ts';
import { isGuid } from '../resource-ids.ts';
import { type FoundApproval, findApproval, listApprovals } from './find-approvals.ts';
import { parseDecision } from './parse.ts';
import { type ApprovalRecord, presentApproval, presentStages } from './present.ts';

const PATH = '/:scope/roleAssignmentApprovals';
const deciding = { config: decides };
type OfApproval = { Params: { id: string } };
type OfStage = { Params: { id: string; stageId: string } };

/** Approvals and their stages; `steps` is what an older text of the contract called stages (contracts/arm §10). */
export function approvalRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get(PATH, deciding, (request) => ledger.read((reader) => listApprovals(reader, request, clock())));

  instance.get<OfApproval>(`${PATH}/:id`, deciding, async (request) => {
    const { record, names, scopePath } = await addressed(request, request.params.id);
    return presentApproval(record, names, scopePath, clock());
  });

  for (const segment of ['stages', 'steps']) {
    instance.get<OfApproval>(`${PATH}/:id/${segment}`, deciding, async (request) => {
      const { record, names, scopePath } = await addressed(request, request.params.id);
      return { value: presentStages(record, names, scopePath, clock()) };
    });

    const stagePath = `${PATH}/:id/${segment}/:stageId`;
    instance.get<OfStage>(stagePath, deciding, async (request) => presentedStage(request, request.params));

    instance.patch<OfStage>(stagePath, deciding, async (request, reply) => {
      await decide(request, request.params);
      return reply.code(200).send();
    });

    instance.put<OfStage>(stagePath, deciding, async (request) => {
      await decide(request, request.params);
      return presentedStage(request, request.params);
    });
  }

  async function addressed(request: FastifyRequest, id: string): Promise<FoundApproval> {
    const found = await ledger.read((reader) => findApproval(reader, request, id, clock()));
    if (typeof found === 'string') throw notFound('RoleAssignmentApproval');
    return found;
  }

  async function presentedStage(request: FastifyRequest, { id, stageId }: OfStage['Params']) {
    const { record, names, scopePath } = await addressed(request, id);
    const stages = presentStages(record, names, scopePath, clock());
    const stage = stages.find(({ name }) => name === stageId.toLowerCase());
    if (stage === undefined) throw notFound('RoleAssignmentApprovalStage');
    return stage;
  }

  /** A refused attempt goes on record also where nothing is shown of the approval (BEHAVIOUR §7, §8). */
  async function decide(request: FastifyRequest, { id, stageId }: OfStage['Params']): Promise<void> {
    const asked = parseDecision(request.body);
    const found = await ledger.read((reader) => findApproval(reader, request, id, clock()));
    const isStage = typeof found === 'string' || hasStage(found.record, stageId.toLowerCase());
    if (!isGuid(id) || !isStage || found === 'elsewhere') throw notFound('RoleAssignmentApprovalStage');
    try {
      await decideApprovalStage(ledger, callerOf(request), id.toLowerCase(), asked, stageId.toLowerCase());
    } catch (error) {
      if (error instanceof Refusal && found === 'extension') throw extensionNotDecidedHere();
      throw error instanceof Refusal && found === 'notVisible' ? notFound('RoleAssignmentApproval') : error;
    }
  }
}

function extensionNotDecidedHere(): ArmError {
  const where = 'an administrator decides it in the portal or with the JSON API';
  return new ArmError(400, 'RequestTypeNotSupported', `Extensions and renewals have no approval here: ${where}.`);
}

function hasStage({ stages, unopenedStageIds }: ApprovalRecord, id: string): boolean {
  return unopenedStageIds.includes(id) || stages.some(({ stage }) => stage.id === id);
}
