import {
  changeProvisionedPerson,
  deleteProvisionedPerson,
  provisionPerson,
} from '../../../commands/provision-person.ts';
import { userAttributes } from '../filter/entry-filter.ts';
import { presentUser } from '../present-resource.ts';
import type { ResourceType } from '../resource-routes.ts';
import { parseReplacedUser, parseUser, parseUserPatch } from './parse-user.ts';

export const userResource: ResourceType = {
  path: '/Users',
  kind: 'user',
  attributes: userAttributes,
  present: presentUser,
  create: (ledger, by, id, body) => provisionPerson(ledger, by, id, parseUser(body)),
  replace: (ledger, by, target, body) => changeProvisionedPerson(ledger, by, target, parseReplacedUser(body)),
  patch: (ledger, by, target, body) => changeProvisionedPerson(ledger, by, target, parseUserPatch(body)),
  remove: deleteProvisionedPerson,
};
