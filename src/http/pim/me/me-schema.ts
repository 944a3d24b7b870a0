import { Type } from 'typebox';
import { instant, nullable, strict, words } from '../schema.ts';

/** What the caller may do somewhere; each call decides again where. */
export const mayBody = strict({
  giveRoles: Type.Boolean(),
  findPeople: Type.Boolean({ description: 'everybody, and not only whom they have to do with' }),
  administerPeople: Type.Boolean(),
  readSettings: Type.Boolean({ description: 'templates, and the settings of roles' }),
  administerNotifications: Type.Boolean(),
  endSessions: Type.Boolean({ description: 'those of others' }),
});

export const meBody = strict({
  id: Type.String(),
  displayName: Type.String(),
  userName: nullable(Type.String()),
  email: nullable(Type.String()),
  organisation: Type.String({ description: 'its name' }),
  seesOthers: Type.Boolean({ description: 'whether the caller reads what others asked for, somewhere' }),
  may: mayBody,
  asOf: instant('the instant of the answer, by the clock that decides'),
});

const level = (what: string) =>
  words(['all', 'critical'], `${what}: everything, or what one must act on alone; that always arrives`);

const timeOfDay = (description: string) =>
  Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: `${description}, \`HH:MM\`` });

/** How a person wants to be told; the answer and what is put. */
export const notificationPreferencesBody = strict({
  timeZone: Type.String({ maxLength: 64, description: 'a name of the IANA database, such as `Europe/Berlin`' }),
  locale: nullable(
    Type.String({ maxLength: 64, description: 'a language tag whose region says how dates look, such as `en-GB`' }),
  ),
  mail: level('mail'),
  bell: level('the bell'),
  digest: words(['weekly', 'daily', 'off'], 'the digest for administrators'),
  quietHours: nullable(
    strict({ from: timeOfDay('their beginning in the time zone'), to: timeOfDay('their end, perhaps the next day') }),
  ),
});
