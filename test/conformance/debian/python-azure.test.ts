import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../../src/demo/demo-organisation.ts';
import { pythonProgram, whyNoPythonAzure } from './debian-clients.ts';
import { type HttpsBrevet, httpsBrevet } from './https-brevet.ts';

const reason = whyNoPythonAzure();
const people = ['grace', 'alice', 'bob', 'mallory', 'heidi'] as const;

describe.skipIf(reason !== null)(`azure.mgmt.authorization of python3-azure${reason ? ` (${reason})` : ''}`, () => {
  let brevet: HttpsBrevet;
  let seen: Readonly<Record<string, unknown>>;

  /** What a program prints of what it saw. */
  async function played(file: string): Promise<typeof seen> {
    const tokens = await Promise.all(people.map(async (name) => [name, await brevet.token(name)] as const));
    const program = fileURLToPath(new URL(file, import.meta.url));
    const { code, stdout, stderr } = await pythonProgram(program, {
      REQUESTS_CA_BUNDLE: brevet.caPath,
      TEST_URL: brevet.url,
      TEST_TOKENS: JSON.stringify(Object.fromEntries(tokens)),
      TEST_IDS: JSON.stringify(demoIds),
    });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  beforeAll(async () => {
    brevet = await httpsBrevet();
    seen = await played('./pim_operations.py');
  }, 120_000);
  afterAll(() => brevet.stop());

  it('makes somebody eligible, reads that back in every form, and cancels what is planned', () => {
    expect(seen).toMatchObject({
      'eligibility validate': 'Provisioned',
      'eligibility create': 'Provisioned',
      'eligibility create again': '409 RoleAssignmentRequestExists',
      'eligibility get': 'Contributor',
      'eligibility list': true,
      'eligibility schedules': ['Direct'],
      'eligibility schedule get': 'Provisioned',
      'eligibility instances': ['Provisioned'],
      'eligibility instance get': true,
      'eligible children': [['rg-sandbox', 'resourcegroup']],
      'eligibility planned': 'Granted',
      'eligibility cancel': null,
      'eligibility canceled': 'Canceled',
    });
  });

  it('activates, reads that back in every form, and understands the refusals', () => {
    expect(seen).toMatchObject({
      activation: 'Provisioned',
      'assignment schedules': [['Activated', 'Provisioned']],
      'assignment schedule get': 'Activated',
      'assignment instances': ['Activated'],
      'assignment instance get': true,
      'deactivation too early': '400 ActiveDurationTooShort',
      'list without the right': '400 InsufficientPermissions',
    });
  });

  it('plays the approval in both forms: approve, deny, take back, and what is refused', () => {
    expect(seen).toMatchObject({
      'activation validate': 'PendingApproval',
      'activation with approval': 'PendingApproval',
      "approver's list": [true],
      approvals: 1,
      'approval get': [['InProgress', true, 'NotReviewed']],
      'approval step': 'InProgress',
      'own approval': '403 AuthorizationFailed',
      approved: 'Provisioned',
      'decided twice': '409 RoleAssignmentRequestAlreadyDecided',
      removal: 'Revoked',
      'scoped approvals': 1,
      'scoped approval get': ['InProgress'],
      'scoped step': 'NotReviewed',
      denied: ['Completed', 'Deny'],
      cancel: null,
      canceled: 'Canceled',
      'late decision': '409 RoleAssignmentApprovalClosed',
    });
  });

  it('reads and changes role settings, and elevates access', () => {
    expect(seen).toMatchObject({
      policies: true,
      'policy assignment get': true,
      'policy rules': 17,
      'policy update': [17, 'PT4H'],
      'policy approvers kept': 1,
      'against the settings': '400 RoleAssignmentRequestPolicyValidationFailed',
      'elevate access': null,
    });
  });

  it('plays every operation for role assignments and role definitions', { timeout: 120_000 }, async () => {
    expect(await played('./rbac_operations.py')).toEqual({
      definition: ['CustomRole', true],
      'definition changed': 2,
      'definition get': 'Restarts',
      'definition by id': true,
      definitions: ['Restarts'],
      assignment: ['User', true],
      'assignment get': true,
      'assignment by id': true,
      lists: [2, 2, 2, 2],
      'in use': '400 RoleDefinitionHasAssignments',
      'not allowed': '403 AuthorizationFailed',
      deleted: true,
      'deleted by id': true,
      'assignment gone': '404 RoleAssignmentNotFound',
      'definition deleted': true,
      'definition gone': '404 RoleDefinitionDoesNotExist',
    });
  });
});
