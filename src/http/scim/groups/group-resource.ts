import { changeProvisionedGroup, deleteProvisionedGroup, provisionGroup } from '../../../commands/provision-group.ts';
import { groupAttributes } from '../filter/entry-filter.ts';
import { presentGroup } from '../present-resource.ts';
import type { ResourceType } from '../resource-routes.ts';
import { parseGroup, parseGroupPatch, parseReplacedGroup } from './parse-group.ts';

export const groupResource: ResourceType = {
  path: '/Groups',
  kind: 'group',
  attributes: groupAttributes,
  present: presentGroup,
  create: (ledger, by, id, body) => provisionGroup(ledger, by, id, parseGroup(body)),
  replace: (ledger, by, target, body) => changeProvisionedGroup(ledger, by, target, parseReplacedGroup(body)),
  patch: (ledger, by, target, body) => changeProvisionedGroup(ledger, by, target, parseGroupPatch(body)),
  remove: deleteProvisionedGroup,
};
