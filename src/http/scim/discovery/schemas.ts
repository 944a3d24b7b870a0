import { GROUP_SCHEMA, USER_SCHEMA } from '../present-resource.ts';

interface AttributeOptions {
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference';
  readonly multiValued?: boolean;
  readonly required?: boolean;
  readonly caseExact?: boolean;
  readonly mutability?: 'readOnly' | 'readWrite' | 'immutable';
  readonly uniqueness?: 'none' | 'server';
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly object[];
}

function attribute(name: string, description: string, options: AttributeOptions = {}) {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...options,
  };
}

const externalId = attribute('externalId', 'What the directory calls it; of a person the subject at the issuer', {
  caseExact: true,
  uniqueness: 'server',
});

/** What of the core schemas is kept here (RFC 7643 §7); everything else is ignored. */
export const schemas = [
  {
    id: USER_SCHEMA,
    name: 'User',
    description: 'A person',
    attributes: [
      attribute('userName', 'The name to sign in with', { required: true, uniqueness: 'server' }),
      attribute('displayName', 'What people call the person'),
      attribute('name', 'The same in parts; only the whole is kept', {
        type: 'complex',
        subAttributes: [attribute('formatted', 'The whole name')],
      }),
      attribute('emails', 'One address is kept: the primary one, else the one for work', {
        type: 'complex',
        multiValued: true,
        subAttributes: [
          attribute('value', 'The address'),
          attribute('type', 'Always `work`'),
          attribute('primary', 'Always true', { type: 'boolean' }),
        ],
      }),
      attribute('active', 'Whether the person may do anything; false ends everything at once', { type: 'boolean' }),
      externalId,
    ],
  },
  {
    id: GROUP_SCHEMA,
    name: 'Group',
    description: 'A group of people and groups',
    attributes: [
      attribute('displayName', 'What people call the group', { required: true }),
      attribute('members', 'Who is in it', {
        type: 'complex',
        multiValued: true,
        subAttributes: [
          attribute('value', 'The id of a person or group', { mutability: 'immutable', caseExact: true }),
          attribute('$ref', 'Where it is', {
            type: 'reference',
            mutability: 'immutable',
            referenceTypes: ['User', 'Group'],
          }),
          attribute('display', 'What people call it', { mutability: 'readOnly' }),
          attribute('type', '`User` or `Group`', { mutability: 'immutable' }),
        ],
      }),
      externalId,
    ],
  },
] as const;
