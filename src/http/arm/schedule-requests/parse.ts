import { MAX_CONDITION_BYTES } from '../../../domain/condition/condition-limits.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { AskedRequest, RequestedSchedule } from '../../../domain/request/request.ts';
import type { Scope } from '../../../domain/scope.ts';
import { parseDuration, parseInstant } from '../../../domain/time.ts';
import type { Family } from '../family.ts';
import {
  type Members,
  membersOf,
  objectOf,
  requiredObjectOf,
  requiredTextOf,
  requiredWordOf,
  textOf,
  wordOf,
} from '../json-members.ts';
import { parseGuid, parseRoleDefinitionId, parseTrailingGuid } from '../resource-ids.ts';
import { requestTypeWords } from '../words.ts';

const MOST_TICKET_TEXT = 256;
const CONDITION_VERSION = '2.0';

const expirationTypes = {
  AfterDuration: 'afterDuration',
  AfterDateTime: 'afterDateTime',
  NoExpiration: 'noExpiration',
} as const;

export interface ParsedRequest {
  readonly asked: AskedRequest;
  /** The scope that the role's id was written at. */
  readonly roleScope: Scope;
}

/** Reads the body of a request (contracts/arm §5.1, §5.2). Refuses what it cannot be, by the name of the field. */
export function parseScheduleRequest(
  { kind, word }: Family,
  address: { readonly name: string; readonly scope: Scope },
  body: unknown,
): ParsedRequest {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  const role = parseRoleDefinitionId(requiredTextOf(properties, 'roleDefinitionId'), 'properties.roleDefinitionId');
  const ticket = objectOf(properties, 'ticketInfo');
  const condition = textOf(properties, 'condition', { most: MAX_CONDITION_BYTES, isMultiline: true });
  const version = textOf(properties, 'conditionVersion', { most: 10 });
  return {
    roleScope: role.scope,
    asked: {
      id: parseGuid(address.name, `role${word}ScheduleRequestName`),
      kind,
      type: requiredWordOf(properties, 'requestType', requestTypeWords),
      principalId: parseGuid(requiredTextOf(properties, 'principalId'), 'properties.principalId'),
      roleDefinitionId: role.id,
      scope: address.scope,
      schedule: parseSchedule(objectOf(properties, 'scheduleInfo')),
      justification: textOf(properties, 'justification', { isMultiline: true }),
      ticket: ticket === null ? null : parseTicket(ticket),
      condition: condition === null ? null : { text: condition, version: version ?? CONDITION_VERSION },
      linkedEligibilityId: kind === 'active' ? idOf(properties, 'linkedRoleEligibilityScheduleId') : null,
      targetScheduleId: parseTarget(properties, word),
    },
  };
}

function parseTicket(ticket: Members): AskedRequest['ticket'] {
  const number = textOf(ticket, 'ticketNumber', { most: MOST_TICKET_TEXT });
  const system = textOf(ticket, 'ticketSystem', { most: MOST_TICKET_TEXT });
  return number === null && system === null ? null : { number, system };
}

function idOf(properties: Members, name: string): string | null {
  const text = textOf(properties, name);
  return text === null ? null : parseTrailingGuid(text, `properties.${name}`);
}

/** An instance alone is refused: passing over it would change more than was asked. */
function parseTarget(properties: Members, word: Family['word']): string | null {
  const target = idOf(properties, `targetRole${word}ScheduleId`);
  const instance = textOf(properties, `targetRole${word}ScheduleInstanceId`);
  if (instance !== null && target === null) {
    const field = `properties.targetRole${word}ScheduleInstanceId`;
    refuse(invalidField(field, instance, `it beside \`targetRole${word}ScheduleId\`, which says what is meant`));
  }
  return target;
}

function parseSchedule(scheduleInfo: Members | null): RequestedSchedule {
  if (scheduleInfo === null) return { startAt: null, expiration: null };
  const start = textOf(scheduleInfo, 'startDateTime');
  const startAt = start === null ? null : parseInstant(start, `${scheduleInfo.path}.startDateTime`);
  const expiration = objectOf(scheduleInfo, 'expiration');
  return { startAt, expiration: expiration === null ? null : parseExpiration(expiration) };
}

function parseExpiration(expiration: Members): RequestedSchedule['expiration'] {
  const type = wordOf(expiration, 'type', expirationTypes);
  const duration = textOf(expiration, 'duration');
  const end = textOf(expiration, 'endDateTime');
  switch (type) {
    case 'noExpiration':
      return { type };
    case 'afterDuration':
      if (duration === null) refuseMissing(expiration, 'duration', 'AfterDuration');
      parseDuration(duration, `${expiration.path}.duration`);
      return { type, duration };
    case 'afterDateTime':
      if (end === null) refuseMissing(expiration, 'endDateTime', 'AfterDateTime');
      return { type, endAt: parseInstant(end, `${expiration.path}.endDateTime`) };
    case null:
      if (duration !== null || end !== null) {
        refuse(invalidField(`${expiration.path}.type`, null, Object.keys(expirationTypes).join(', ')));
      }
      return null;
  }
}

function refuseMissing({ path }: Members, name: string, type: string): never {
  return refuse(invalidField(`${path}.${name}`, null, `a value; type \`${type}\` needs one`, 'scheduleInvalid'));
}
