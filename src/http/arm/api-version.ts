import type { FastifyRequest } from 'fastify';
import { ArmError } from './arm-error.ts';
import { SKIP_TOKEN } from './paging.ts';
import { queryParameter } from './query-parameters.ts';

const WELL_FORMED = /^20\d\d-\d\d-\d\d(-preview)?$/i;

/** All are answered in the shape of 2020-10-01 (contracts/arm §1). */
const scheduleVersions = [
  '2020-10-01',
  '2020-10-01-preview',
  '2022-04-01-preview',
  // the published example of validate carries it
  '2022-04-01',
  '2024-09-01-preview',
];

/** The versions of each resource type, in lower case; a type that is not here is served in every version. */
const versionsOf: Readonly<Record<string, readonly string[]>> = {
  roleassignmentschedulerequests: scheduleVersions,
  roleeligibilityschedulerequests: scheduleVersions,
  roleassignmentschedules: scheduleVersions,
  roleeligibilityschedules: scheduleVersions,
  roleassignmentscheduleinstances: scheduleVersions,
  roleeligibilityscheduleinstances: scheduleVersions,
  eligiblechildresources: scheduleVersions,
  rolemanagementpolicies: scheduleVersions,
  rolemanagementpolicyassignments: scheduleVersions,
  roleassignmentapprovals: ['2021-01-01-preview'],
};

/**
 * Refuses a call without a version, or with one that the resource type is not served in. Plain assignments and role
 * definitions come with versions of many years; a later page may carry that of another type (contracts/clients §3.2).
 */
export function checkApiVersion(request: FastifyRequest): void {
  const version = queryParameter(request, 'api-version');
  if (version === null || version.trim() === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  const [, type = ''] = /^\/arm\/:scope\/([a-z]+)/i.exec(request.routeOptions.url ?? '') ?? [];
  const known = versionsOf[type.toLowerCase()];
  const isLaterPage = queryParameter(request, SKIP_TOKEN) !== null;
  const isServed =
    known === undefined || isLaterPage ? WELL_FORMED.test(version) : known.includes(version.toLowerCase());
  if (isServed) return;
  const allowed = known?.join(',') ?? 'a date such as 2022-04-01, with or without -preview';
  throw new ArmError(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version.slice(0, 100)}' is invalid. The supported versions are '${allowed}'.`,
  );
}
