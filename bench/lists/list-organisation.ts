import type { DomainEvent } from '../../src/domain/events.ts';
import type { ScheduleRequest } from '../../src/domain/request/request.ts';
import { wellKnownRoles } from '../../src/domain/role-definition.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { ROOT, type Scope } from '../../src/domain/scope.ts';
import { organisation } from '../fixture/organisation.ts';
import { at } from '../fixture/scope-tree.ts';
import { stableId } from '../fixture/stable-id.ts';

/** More than a page of what a list is about. */
const EACH = 120;
/** What waits for a decision, whatever the size. */
const WAITING = 20;

/** Who looks, and at what. */
export interface Looked {
  readonly administrator: string;
  /** Reads one subscription. */
  readonly auditor: string;
  /** Reads nothing, and has much of their own. */
  readonly person: string;
  readonly approver: string;
  readonly subscription: Scope;
  readonly resourceGroup: Scope;
  /** That few have. */
  readonly rareRole: string;
}

export interface ListOrganisation {
  readonly looked: Looked;
  readonly events: readonly DomainEvent[];
  /** The assignments that no list is about: made one each millisecond, from `fromMs` on. */
  readonly others: { readonly fromMs: number; readonly count: number };
}

/**
 * An organisation with so many assignments, each with its request. What the lists are about is the oldest and the same in
 * all sizes; everything else is spread over other people, scopes and roles.
 */
export function listOrganisation(assignments: number, startAt: Temporal.Instant): ListOrganisation {
  const base = organisation({ people: 500, scopes: 2_000, roles: 50 }, startAt);
  const reader = stableId('reader');
  const [administrator, auditor, person, approver, ...others] = base.people as [string, string, string, string];
  const [subscription] = base.tree.subscriptions as [Scope];
  const resourceGroup = `${subscription}/resourcegroups/hot` as Scope;
  const roleIds = base.roles.map(({ id }) => id).filter((id) => !Object.values<string>(wellKnownRoles).includes(id));
  const [rareRole, ...usualRoles] = roleIds as [string];
  const looked = { administrator, auditor, person, approver, subscription, resourceGroup, rareRole };
  const elsewhere = base.tree.resources.filter((scope) => !scope.startsWith(`${subscription}/`));

  let made = 0;
  const assigned = (
    over: Partial<Schedule>,
    status: ScheduleRequest['status'] = 'provisioned',
  ): readonly DomainEvent[] => {
    made += 1;
    const id = stableId(`listed ${made}`);
    const schedule: Schedule = {
      id,
      requestId: id,
      kind: made % 2 === 0 ? 'active' : 'eligible',
      assignmentType: 'assigned',
      principalId: at(others, made),
      roleDefinitionId: at(usualRoles, made),
      scope: at(elsewhere, made),
      startAt,
      endAt: null,
      condition: null,
      linkedEligibilityId: null,
      createdAt: startAt.add({ milliseconds: made }),
      ...over,
    };
    const { startAt: _start, endAt: _end, assignmentType: _type, requestId: _request, ...rest } = schedule;
    const request: ScheduleRequest = {
      ...rest,
      type: 'adminAssign',
      requestorId: over.principalId ?? administrator,
      schedule: { startAt: null, expiration: { type: 'noExpiration' } },
      justification: 'benchmark',
      ticket: null,
      targetScheduleId: null,
      status,
      resultingScheduleId: id,
    };
    const submitted = { type: 'scheduleRequest.submitted', request, policyScope: null } as const;
    return status === 'provisioned' ? [submitted, { type: 'schedule.created', schedule }] : [submitted];
  };
  const times = (count: number, over: (index: number) => Partial<Schedule>, status?: ScheduleRequest['status']) =>
    Array.from({ length: count }, (_, index) => assigned(over(index), status)).flat();
  const both = (index: number): Partial<Schedule> => ({ kind: index % 2 === 0 ? 'active' : 'eligible' });

  const about = [
    // eligible only: what one could do is no right to read
    ...times(2 * EACH, () => ({ kind: 'eligible', principalId: person })),
    ...times(2 * EACH, (index) => ({ ...both(index), scope: resourceGroup })),
    ...times(2 * EACH, (index) => ({ ...both(index), roleDefinitionId: rareRole })),
    ...times(EACH, () => ({ kind: 'active' }), 'denied'),
    ...times(
      WAITING,
      (index) => ({ kind: 'active', principalId: at(others, index), scope: at(elsewhere, index) }),
      'pendingApproval',
    ),
  ];
  const waiting = about.filter(
    (event) => event.type === 'scheduleRequest.submitted' && event.request.status === 'pendingApproval',
  );
  const rights: readonly (readonly [string, string, Scope])[] = [
    [administrator, wellKnownRoles.owner, ROOT],
    [administrator, wellKnownRoles.globalAdministrator, ROOT],
    [auditor, reader, subscription],
  ];
  const first = [
    ...base.events.filter(({ type }) => type !== 'schedule.created'),
    ...definitions(reader),
    ...rights.flatMap(([principalId, roleDefinitionId, scope]) =>
      assigned({ kind: 'active', principalId, roleDefinitionId, scope }),
    ),
    ...about,
    ...waiting.flatMap((event): readonly DomainEvent[] => {
      if (event.type !== 'scheduleRequest.submitted') return [];
      const approvers = [{ kind: 'user', id: approver, description: null }] as const;
      const stageId = stableId(`stage ${event.request.id}`);
      const expiresAt = Temporal.Now.instant().add({ hours: 24 });
      const stage = {
        requestId: event.request.id,
        stageId,
        expiresAt,
        isApproverJustificationRequired: true,
        approvers,
      };
      return [{ type: 'approval.requested', ...stage }];
    }),
  ];
  const madeBefore = made;
  return {
    looked,
    events: [...first, ...times(Math.max(0, assignments - made), () => ({}))],
    others: { fromMs: startAt.epochMilliseconds + madeBefore + 1, count: made - madeBefore },
  };
}

function definitions(reader: string): readonly DomainEvent[] {
  const permissions = [
    {
      actions: ['*/read'],
      notActions: [],
      dataActions: [],
      notDataActions: [],
      condition: null,
      conditionVersion: null,
    },
  ];
  const common = { kind: 'builtIn', description: '', isPrivileged: false, assignableScopes: [ROOT] } as const;
  return [
    {
      type: 'roleDefinition.defined',
      roleDefinition: { ...common, id: reader, family: 'resource', name: 'Reads', permissions },
    },
    {
      type: 'roleDefinition.defined',
      roleDefinition: {
        ...common,
        id: wellKnownRoles.globalAdministrator,
        family: 'directory',
        name: 'Global Administrator',
        permissions: [],
      },
    },
  ];
}
