import type { FastifyRequest } from 'fastify';
import { ArmError } from './arm-error.ts';
import { queryParameter } from './query-parameters.ts';

/** All are answered in the shape of 2020-10-01 (contracts/arm §1). */
const scheduleVersions = [
  '2020-10-01',
  '2020-10-01-preview',
  '2022-04-01-preview',
  // the published example of validate carries it
  '2022-04-01',
  '2024-09-01-preview',
];
const approvalVersions = ['2021-01-01-preview'];

/** Refuses a call without a version, or with one that the resource type is not served in. */
export function checkApiVersion(request: FastifyRequest): void {
  const version = queryParameter(request, 'api-version');
  if (version === null || version === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'the query parameter `api-version` is required on every call',
    );
  }
  const isApproval = (request.routeOptions.url ?? '').includes('/roleAssignmentApprovals');
  const known = isApproval ? approvalVersions : scheduleVersions;
  if (known.includes(version.toLowerCase())) return;
  const message = `api-version \`${version.slice(0, 100)}\` is not served here; allowed: ${known.join(', ')}`;
  throw new ArmError(400, 'InvalidApiVersionParameter', message);
}
