import { randomUUID } from 'node:crypto';
import { askForProof } from '../../../src/commands/ask-for-proof.ts';
import { cancelScheduleRequest } from '../../../src/commands/cancel-schedule-request.ts';
import { addGroupMember, removeGroupMember } from '../../../src/commands/change-group-members.ts';
import { decideApprovalStage } from '../../../src/commands/decide-approval-stage.ts';
import { decideExtensionRequest } from '../../../src/commands/decide-extension-request.ts';
import { disablePrincipal, enablePrincipal } from '../../../src/commands/disable-principal.ts';
import { giveProof } from '../../../src/commands/give-proof.ts';
import { reviewSpotAudit } from '../../../src/commands/review-spot-audit.ts';
import { submitScheduleRequest, validateScheduleRequest } from '../../../src/commands/submit-schedule-request.ts';
import { updateRoleManagementPolicy } from '../../../src/commands/update-role-management-policy.ts';
import { decideAccess } from '../../../src/domain/access/decide-access.ts';
import { attributesFrom } from '../../../src/domain/condition/attributes-from.ts';
import { Refusal } from '../../../src/domain/errors.ts';
import { holderFacts } from '../../../src/ledger/facts/holder-facts.ts';
import { principalFacts } from '../../../src/ledger/facts/principal-facts.ts';
import { scheduleById } from '../../../src/ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../../../src/ledger/facts/scope-facts.ts';
import { pendingApprovals } from '../../../src/queries/pending-approvals.ts';
import { rolePolicyView } from '../../../src/queries/role-policy-view.ts';
import { visibleRequest } from '../../../src/queries/schedule-requests.ts';
import { viewerOf } from '../../../src/queries/viewer.ts';
import { proven } from '../../support/proven.ts';
import { RESTART } from '../story.ts';
import type { Answer, Driver } from './driver.ts';
import type { AccessQuestion, ActionStep, Refused } from './scenario.ts';
import { askerOf, changesIn, moved, roleId, scopeOf, type World } from './world.ts';

/** Plays a story through the commands and queries, on a real ledger and without any surface. */
export function commandDriver(world: World): Driver {
  const { ledger, clock, idOf, caller } = world;

  async function perform(step: ActionStep): Promise<unknown> {
    switch (step.does) {
      case 'approve':
      case 'deny':
        return decideApprovalStage(ledger, caller(step.by), world.request(step.request).id, {
          result: step.does === 'approve' ? 'approved' : 'denied',
          justification: step.justification === undefined ? 'known incident' : step.justification,
          duration: step.lasting ?? null,
          scope: step.scope === undefined ? null : scopeOf(step.scope),
        });
      case 'prove': {
        const { for: does = 'selfActivate', as: name, ...content } = step;
        const asked = world.asks({ ...content, does });
        const id = randomUUID();
        world.proofIds.set(name, id);
        const { contentDigest } = await askForProof(ledger, caller(step.who), { id, asked, sealedDraft: '' });
        const [signIn] = proven(world.proofsOf({ proofs: ['mfa'], signedIn: step.signedIn ?? 'PT0S' })).signIns;
        if (signIn === undefined) throw new Error('nobody signed in');
        const signedIn = { issuer: '', subject: idOf(step.who), namesPrincipal: true, methods: ['pwd', 'otp'] };
        const given = { proofId: id, contentDigest, signedIn, signIn, provider: 'embedded' };
        return giveProof(ledger, { ...given, correlationId: randomUUID(), origin: 'test' });
      }
      case 'grant':
      case 'refuse':
        return decideExtensionRequest(ledger, caller(step.by), world.request(step.request).id, {
          result: step.does === 'grant' ? 'approved' : 'denied',
          justification: step.justification === undefined ? 'still needed' : step.justification,
          kind: step.kind ?? null,
          startAt: step.from === undefined ? null : moved(clock(), step.from),
          expiration: step.lasting === undefined ? null : { type: 'afterDuration', duration: step.lasting },
        });
      case 'review':
        return reviewSpotAudit(ledger, caller(step.by), world.request(step.request).id, {
          outcome: 'confirmed',
          justification: null,
        });
      case 'cancel':
        return cancelScheduleRequest(ledger, caller(step.by), world.request(step.request).id);
      case 'setRules': {
        const policy = { roleDefinitionId: roleId(step.role), scope: scopeOf(step.scope) };
        return updateRoleManagementPolicy(ledger, caller(step.by ?? 'grace'), policy, changesIn(step));
      }
      case 'disable':
        return disablePrincipal(ledger, caller(step.by ?? 'grace'), idOf(step.who));
      case 'enable':
        return enablePrincipal(ledger, caller(step.by ?? 'grace'), idOf(step.who));
      case 'join':
        return addGroupMember(ledger, caller(step.by ?? 'grace'), idOf(step.group), idOf(step.who));
      case 'leave':
        return removeGroupMember(ledger, caller(step.by ?? 'grace'), idOf(step.group), idOf(step.who));
      default: {
        const asked = world.asks(step);
        world.remember(step, asked);
        const submit = step.isDryRun ? validateScheduleRequest : submitScheduleRequest;
        const by = caller(askerOf(step), world.proofsOf(step));
        return submit(ledger, by, asked, randomUUID, world.proofIdOf(step));
      }
    }
  }

  return {
    name: 'commands',
    has: () => true,
    async play(step): Promise<Answer> {
      try {
        await perform(step);
        return null;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code, message, field, rules = [] } = error.violation;
        return { code, message, rules: rules.map(({ rule }) => rule), ...(field === undefined ? {} : { field }) };
      }
    },
    expected: ({ code, rules = [], field }: Refused) => ({ code, rules, ...(field === undefined ? {} : { field }) }),
    async may(question) {
      const { who, action = RESTART, scope = 'webServer', isDataAction = false } = question;
      const asked = { principalId: idOf(who), action, isDataAction, scope: scopeOf(scope) };
      const attributes = attributesOf(question);
      const byIndex = world.accessIndex.decide({ ...asked, attributes }, clock()).allowed;
      const byFacts = await ledger.dryRun(async ({ tx, now }) => {
        const facts = await principalFacts(tx, asked.principalId, now);
        const holder = facts === null ? undefined : await holderFacts(tx, facts, now);
        const scopeChain = await scopeChainOf(tx, asked.scope);
        return decideAccess(holder, { action, isDataAction, scopeChain, attributes }, now.epochMilliseconds).allowed;
      });
      if (byIndex !== byFacts) throw new Error(`the index says ${byIndex} and the facts say ${byFacts}`);
      return byIndex;
    },
    async statusOf(name) {
      const { id } = world.request(name);
      return ledger.read(async (reader) => {
        const viewer = await viewerOf(reader, idOf('grace'), clock());
        return (await visibleRequest(reader, viewer, id, clock()))?.status ?? 'not on record';
      });
    },
    wordFor: (status) => status,
    insight: {},
    async toDecide(who) {
      const page = { limit: 100, after: null };
      const { items } = await ledger.read((reader) => pendingApprovals(reader, idOf(who), page, clock()));
      return items.map(({ id }) => id);
    },
    async settingsFrom(role, scope) {
      const place = { roleDefinitionId: roleId(role), scope: scopeOf(scope) };
      const { policy } = await ledger.read(async (reader) => {
        return rolePolicyView(reader, await viewerOf(reader, idOf('grace'), clock()), place, clock());
      });
      return policy.writtenAt ?? 'default';
    },
    async timesOf(name) {
      const { id } = world.request(name);
      const schedule = await ledger.read((reader) => scheduleById(reader, id));
      if (schedule === null) throw new Error(`nothing came of \`${name}\``);
      return [schedule.startAt.toString(), schedule.endAt?.toString() ?? null];
    },
  };
}

function attributesOf({ resource = {} }: AccessQuestion) {
  const none = attributesFrom({});
  const given = attributesFrom(resource as Parameters<typeof attributesFrom>[0]);
  return { principal: none, resource: given, request: none, environment: none };
}
