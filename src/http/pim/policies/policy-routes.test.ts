import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAsk } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { ruleIds } from '../../../domain/policy/policy.ts';

const { managementGroup, production, web, sandbox } = demoScopes;
const { owner, reader, contributor, securityOperator } = demoRoles;

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

function url(role: string, scope: string, rest = ''): string {
  return `/api/security/pim/policies/${role}${rest}?scope=${encodeURIComponent(scope)}`;
}

const read = (name: string, role: string, scope: string) => server.call(name, 'GET', url(role, scope));
const write = (name: string, role: string, scope: string, rules: unknown) =>
  server.call(name, 'PATCH', url(role, scope), { rules });
const remove = (name: string, role: string, scope: string) => server.call(name, 'DELETE', url(role, scope));
const preview = (name: string, role: string, scope: string, body: unknown) =>
  server.call(name, 'POST', url(role, scope, '/preview'), body);
const history = (name: string, role: string, scope: string, query = '') =>
  server.call(name, 'GET', url(role, scope, '/history') + query);

const lasting = (maximumDuration: string) => ({
  Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration },
});

function approvalBy(...stages: { ids: readonly string[]; kind?: 'user' | 'group'; approvalsNeeded?: number }[]) {
  return {
    Approval_EndUser_Assignment: {
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: stages.map(({ ids, kind = 'user', approvalsNeeded = 1 }) => ({
        window: 'PT90M',
        isApproverJustificationRequired: true,
        approvalsNeeded,
        approvers: ids.map((id) => ({ kind, id })),
      })),
    },
  };
}

async function aliceAsks(over: Parameters<typeof anAsk>[0] = {}): Promise<string> {
  const ticket = { number: 'IR-2026-0142', system: 'Jira' };
  const asked = anAsk({ principalId: demoIds.alice, ticket, ...over });
  return (await submitScheduleRequest(server.demo.ledger, as('alice'), asked, randomUUID)).id;
}

describe('the settings of a role', () => {
  it('say where they come from: this scope, an ancestor, nobody', async () => {
    const own = (await read('oscar', owner, production)).body;
    expect(own.role).toEqual({ id: owner, name: 'Owner', family: 'resource', risk: 'high' });
    expect(own.scope).toEqual({ path: production, displayName: 'Production', kind: 'subscription' });
    expect(own.writtenAt).toEqual(own.scope);
    expect(own.lastModifiedBy).toEqual({ id: demoIds.grace, displayName: 'Grace Hofmann' });
    expect(own.origins.Approval_EndUser_Assignment).toEqual({
      source: 'scope',
      scope: production,
      isAsInherited: false,
      isDefault: false,
    });
    expect(own.origins.Expiration_EndUser_Assignment).toMatchObject({ isAsInherited: true, isDefault: true });

    const below = (await read('oscar', owner, web)).body;
    expect(below.rules).toEqual(own.rules);
    expect(below.writtenAt).toEqual(own.scope);
    expect(below.origins.Approval_EndUser_Assignment).toEqual({
      source: 'ancestor',
      scope: production,
      isAsInherited: true,
      isDefault: false,
    });

    const nobodys = (await read('oscar', reader, production)).body;
    expect(nobodys).toMatchObject({ writtenAt: null, lastModifiedAt: null, lastModifiedBy: null });
    for (const id of ruleIds) {
      expect(nobodys.origins[id]).toEqual({ source: 'default', scope: null, isAsInherited: true, isDefault: true });
    }
  });

  it('have the rules beyond those of the wire', async () => {
    const { rules } = (await read('oscar', owner, production)).body;
    expect(Object.keys(rules)).toEqual(ruleIds);
    expect(rules.Justification_EndUser_Assignment).toEqual({
      minimumLength: 0,
      refusedPhrases: [],
      ticketPattern: null,
    });
    expect(rules.ProofAge_EndUser_Assignment).toEqual({ maximumAge: null, isFreshProofRequired: false });
    expect(rules.SpotAudit_EndUser_Assignment).toEqual({ oneIn: null });
    expect(rules.Approval_EndUser_Assignment.stages[0].approvalsNeeded).toBe(1);
  });

  it('are shown to who reads them by right, to whom they govern, and to nobody else', async () => {
    const status = async (name: string, role: string, scope: string) => (await read(name, role, scope)).status;
    expect(await status('alice', owner, production)).toBe(200);
    expect(await status('alice', owner, web)).toBe(200);
    expect(await status('ivan', securityOperator, '/')).toBe(200);
    expect(await status('oscar', securityOperator, '/')).toBe(404);
    expect(await status('alice', demoRoles.storageBlobDataContributor, production)).toBe(404);
    expect(await status('mallory', owner, production)).toBe(404);
  });

  it('are not told apart from what is not there by who may not see them', async () => {
    const hidden = await read('mallory', owner, production);
    const elsewhere = production.replace(/1$/, '9');
    const absent = await read('mallory', owner, elsewhere);
    const plain = (
      { detail, correlationId: _, ...body }: { detail: string; correlationId: string },
      scope: string,
    ) => ({
      ...body,
      detail: detail.replace(scope, 'SCOPE'),
    });
    expect(plain(hidden.body, production)).toEqual(plain(absent.body, elsewhere));
    for (const answer of [
      await write('mallory', owner, production, lasting('PT1H')),
      await remove('mallory', owner, production),
      await preview('mallory', owner, production, { remove: true }),
      await history('mallory', owner, production),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'policyNotFound', detail: hidden.body.detail });
    }
  });

  it('are not there for a role that cannot stand at the scope', async () => {
    expect((await read('grace', securityOperator, production)).status).toBe(404);
    expect((await read('grace', randomUUID(), production)).status).toBe(404);
  });
});

describe('writing settings', () => {
  it('replaces whole rules, keeps the rest, and answers the policy', async () => {
    const before = (await read('grace', owner, web)).body;
    const answer = await write('grace', owner.toUpperCase(), web, lasting('PT45M'));
    expect(answer.status).toBe(200);
    expect(answer.body.warnings).toEqual([]);
    expect(answer.body.policy.rules).toEqual({ ...before.rules, ...lasting('PT45M') });
    expect(answer.body.policy.writtenAt.path).toBe(web);
    expect((await read('grace', owner, web)).body).toEqual(answer.body.policy);
    expect((await read('grace', owner, production)).body.rules).toEqual(before.rules);
  });

  it('takes every rule as it was read, at a scope of its own', async () => {
    const { rules } = (await read('grace', owner, web)).body;
    const { policy } = (await write('grace', owner, web, rules)).body;
    expect(policy.rules).toEqual(rules);
    expect(policy.origins.Approval_EndUser_Assignment).toMatchObject({ source: 'scope', isAsInherited: true });
  });

  it('takes what no other wire can say', async () => {
    const rules = {
      ...approvalBy(
        { ids: [demoIds.accessApprovers], kind: 'group', approvalsNeeded: 2 },
        { ids: [demoIds.deskApprovers], kind: 'group' },
      ),
      Justification_EndUser_Assignment: {
        minimumLength: 20,
        refusedPhrases: ['need admin access'],
        ticketPattern: null,
      },
      ProofAge_EndUser_Assignment: { maximumAge: 'PT15M' },
      SpotAudit_EndUser_Assignment: { oneIn: 10 },
    };
    const { status, body } = await write('grace', owner, production, rules);
    expect(status).toBe(200);
    expect(body.warnings).toEqual([]);
    expect(body.policy.rules).toMatchObject(rules);
  });

  it('warns and writes; the warning is on record', async () => {
    const { status, body } = await write('grace', owner, production, approvalBy({ ids: [demoIds.bob] }));
    expect(status).toBe(200);
    expect(body.warnings).toEqual([
      {
        code: 'fewApprovers',
        rule: 'Approval_EndUser_Assignment',
        message: 'the approval needs 1 and reaches 1; when one is away, nobody gets the role',
      },
    ]);
    expect((await history('grace', owner, production)).body.items[0].warnings).toEqual(body.warnings);
  });

  it.each([
    ['somebody who is not there', approvalBy({ ids: [randomUUID()] }), 'policyApproverUnknown'],
    ['a group as a person', approvalBy({ ids: [demoIds.accessApprovers] }), 'policyApproverUnknown'],
    ['the only eligible person', approvalBy({ ids: [demoIds.alice] }), 'policyWithoutApprover'],
    ['more people than there are', approvalBy({ ids: [demoIds.bob], approvalsNeeded: 2 }), 'policyNeedsMorePeople'],
    ['two stages for one person', approvalBy({ ids: [demoIds.bob] }, { ids: [demoIds.bob] }), 'policyNeedsMorePeople'],
    [
      'an unreachable second stage',
      approvalBy({ ids: [demoIds.bob] }, { ids: [randomUUID()] }),
      'policyApproverUnknown',
    ],
    ['a wrong limit', lasting('PT25H'), 'policyInvalid'],
    [
      'a wrong context',
      { AuthenticationContext_EndUser_Assignment: { isEnabled: true, claimValue: 'c0' } },
      'policyInvalid',
    ],
  ])('refuses %s, and so does the preview', async (_, rules, code) => {
    const before = (await read('grace', owner, production)).body;
    const last = server.demo.ledger.lastSequence();
    const dry = await preview('grace', owner, production, { rules });
    expect(dry.body).toMatchObject({ status: 422, code });
    expect(server.demo.ledger.lastSequence()).toBe(last);
    const answer = await write('grace', owner, production, rules);
    expect({ ...answer.body, correlationId: '' }).toEqual({ ...dry.body, correlationId: '' });
    expect((await read('grace', owner, production)).body).toEqual(before);
  });

  it.each<readonly [string, unknown, string]>([
    ['no rule', {}, 'rules'],
    ['an unknown rule', { PIMOnlyMode_Admin_Assignment: {} }, 'rules.PIMOnlyMode_Admin_Assignment'],
    [
      'half a rule',
      { Expiration_EndUser_Assignment: { maximumDuration: 'PT1H' } },
      'rules.Expiration_EndUser_Assignment.isExpirationRequired',
    ],
    [
      'a text for a number',
      { SpotAudit_EndUser_Assignment: { oneIn: '10' } },
      'rules.SpotAudit_EndUser_Assignment.oneIn',
    ],
    ['three stages', approvalBy({ ids: [] }, { ids: [] }, { ids: [] }), 'rules.Approval_EndUser_Assignment.stages'],
    [
      'an approver that is no id',
      approvalBy({ ids: ['bob'] }),
      'rules.Approval_EndUser_Assignment.stages.0.approvers.0.id',
    ],
  ])('calls %s malformed, by its field', async (_, rules, field) => {
    const answer = await write('grace', owner, production, rules);
    expect(answer.body).toMatchObject({ status: 400, code: 'valueInvalid', field });
  });

  it('needs the right to write settings there', async () => {
    const refused = await write('oscar', owner, production, lasting('PT1H'));
    expect(refused.body).toMatchObject({
      status: 403,
      code: 'notPermitted',
      given: 'Microsoft.Authorization/roleManagementPolicies/write',
    });
    expect((await preview('oscar', owner, production, { rules: lasting('PT1H') })).status).toBe(403);
    expect((await write('alice', owner, production, lasting('PT1H'))).status).toBe(403);
    expect((await write('ivan', securityOperator, '/', lasting('PT1H'))).status).toBe(403);
    expect((await write('heidi', securityOperator, '/', lasting('PT1H'))).status).toBe(200);
  });

  it("refuses to leave the first administrator's role to who holds it for a time", async () => {
    const defaults = approvalBy({ ids: [] });
    // grace holds it without an end, so that there is always somebody
    expect((await write('grace', owner, '/', defaults)).status).toBe(200);
    const { body } = await preview('grace', owner, '/', { rules: defaults });
    expect(body.warnings.map(({ code }: { code: string }) => code)).toContain('approversHoldRole');
  });
});

describe('removing settings', () => {
  it('lets the nearest ancestor apply, then the default', async () => {
    await write('grace', owner, managementGroup, lasting('PT2H'));
    const first = await remove('grace', owner, production);
    expect(first.status).toBe(200);
    expect(first.body.policy.writtenAt.path).toBe(managementGroup);
    expect(first.body.policy.rules).toMatchObject(lasting('PT2H'));
    const { policy } = (await remove('grace', owner, managementGroup)).body;
    expect(policy.writtenAt).toBeNull();
    expect(policy.rules).toMatchObject(lasting('PT8H'));
    const again = await remove('grace', owner, production);
    expect(again.body).toMatchObject({ status: 404, code: 'policyNotFound' });
  });

  it('needs the right to write settings there', async () => {
    expect((await remove('oscar', owner, production)).status).toBe(403);
    expect((await read('oscar', owner, production)).body.origins.Approval_EndUser_Assignment.source).toBe('scope');
  });
});

describe('a preview', () => {
  it('says what would change and who is affected, and changes nothing', async () => {
    await aliceAsks();
    const before = (await read('grace', owner, production)).body;
    const last = server.demo.ledger.lastSequence();
    const stricter = await preview('grace', owner, production, { rules: lasting('PT1H') });
    expect(stricter.status).toBe(200);
    expect(stricter.body).toEqual({
      differences: [
        {
          rule: 'Expiration_EndUser_Assignment',
          before: { isExpirationRequired: true, maximumDuration: 'PT8H' },
          after: { isExpirationRequired: true, maximumDuration: 'PT1H' },
        },
      ],
      warnings: [],
      affected: { eligiblePeople: 1, eligibleServicePrincipals: 0, pendingRequests: 1, pendingRequestsClosed: 1 },
    });
    const looser = await preview('grace', owner, production, { rules: lasting('PT12H') });
    expect(looser.body.affected).toMatchObject({ pendingRequests: 1, pendingRequestsClosed: 0 });
    expect(server.demo.ledger.lastSequence()).toBe(last);
    expect((await read('grace', owner, production)).body).toEqual(before);
  });

  it('counts people once, through groups, below the scope and from above, but not those under a nearer policy', async () => {
    const people = async (role: string, scope: string) =>
      (await preview('grace', role, scope, { rules: lasting('PT1H') })).body.affected.eligiblePeople;
    // platform engineers: alice, and frank through a nested group
    expect(await people(contributor, production)).toBe(2);
    expect(await people(contributor, managementGroup)).toBe(2);
    expect(await people(contributor, web)).toBe(2);
    expect(await people(contributor, sandbox)).toBe(0);
    await write('grace', contributor, production, lasting('PT2H'));
    expect(await people(contributor, managementGroup)).toBe(0);
  });

  it('shows a removal', async () => {
    const { body } = await preview('grace', owner, production, { remove: true });
    expect(body.differences.map(({ rule }: { rule: string }) => rule)).toEqual([
      'Approval_EndUser_Assignment',
      'Enablement_EndUser_Assignment',
    ]);
    const absent = await preview('grace', owner, web, { remove: true });
    expect(absent.body).toMatchObject({ status: 404, code: 'policyNotFound' });
  });

  it.each([{}, { rules: lasting('PT1H'), remove: true }, { remove: false }])('refuses %j', async (body) => {
    expect((await preview('grace', owner, production, body)).status).toBe(400);
  });
});

describe('the history of settings', () => {
  it('tells who changed what and when, the newest first, a page at a time', async () => {
    server.demo.clock.advance('PT1H');
    await write('grace', owner, production, lasting('PT1H'));
    server.demo.clock.advance('PT1H');
    await write('grace', owner, production, approvalBy({ ids: [demoIds.bob, demoIds.carol] }));
    server.demo.clock.advance('PT1H');
    await remove('grace', owner, production);
    const first = (await history('oscar', owner, production, '&limit=2')).body;
    expect(first.items.map(({ at, change }: { at: string; change: string }) => `${at} ${change}`)).toEqual([
      '2026-11-24T11:00:00Z removed',
      '2026-11-24T10:00:00Z updated',
    ]);
    expect(first.items[1].by).toEqual({ id: demoIds.grace, displayName: 'Grace Hofmann' });
    const second = (await history('oscar', owner, production, `&limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.nextCursor).toBeNull();
    expect(second.items).toHaveLength(2);
    expect(second.items[0]).toMatchObject({
      at: '2026-11-24T09:00:00Z',
      differences: [
        {
          rule: 'Expiration_EndUser_Assignment',
          before: { maximumDuration: 'PT8H' },
          after: { maximumDuration: 'PT1H' },
        },
      ],
    });
  });

  it('records nothing where nothing changed', async () => {
    const { rules } = (await read('grace', owner, production)).body;
    await write('grace', owner, production, rules);
    expect((await history('grace', owner, production)).body.items).toHaveLength(1);
  });

  it('is for who reads settings by right', async () => {
    const answer = await history('alice', owner, production);
    expect(answer.body).toMatchObject({ status: 403, code: 'notPermitted' });
    expect((await history('oscar', owner, web)).body.items).toEqual([]);
  });
});

describe('the list of what somebody wrote', () => {
  const list = (name: string, scope: string, query = '') =>
    server.call(name, 'GET', `/api/security/pim/policies?scope=${encodeURIComponent(scope)}${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const places = (body: any) => body.items.map((item: any) => `${item.role.name} ${item.scope.displayName}`);

  it('shows what is written at a scope and below, the last changed first', async () => {
    await write('grace', owner, web, lasting('PT1H'));
    const all = (await list('grace', '/')).body;
    expect(places(all)).toEqual([
      'Owner rg-web',
      'Security Operator Nordwind Logistics',
      'Storage Blob Data Contributor Production',
      'Owner Production',
    ]);
    expect(all.items[0].ownRules).toEqual(['Expiration_EndUser_Assignment']);
    expect(places((await list('grace', production, `&roleDefinitionId=${owner}`)).body)).toEqual([
      'Owner rg-web',
      'Owner Production',
    ]);
    expect(places((await list('grace', sandbox)).body)).toEqual([]);
    const first = (await list('grace', '/', '&limit=3')).body;
    const second = (await list('grace', '/', `&limit=3&cursor=${first.nextCursor}`)).body;
    expect([...places(first), ...places(second)]).toEqual(places(all));
    expect(second.nextCursor).toBeNull();
  });

  it('shows each only to who may read it', async () => {
    expect(places((await list('oscar', '/')).body)).toEqual([
      'Storage Blob Data Contributor Production',
      'Owner Production',
    ]);
    // governed by it, and shown it alone too
    expect(places((await list('alice', '/')).body)).toEqual(['Owner Production']);
    expect(places((await list('mallory', production)).body)).toEqual([]);
  });
});
