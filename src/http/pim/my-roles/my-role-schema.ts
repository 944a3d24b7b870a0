import { Type } from 'typebox';
import { guid, instant, nullable, roleFamily, strict, words } from '../schema.ts';

const role = strict({
  id: Type.String(),
  name: Type.String(),
  risk: words(['critical', 'high', 'medium', 'low'], 'how much harm the role can do at this scope'),
  family: roleFamily(),
});
const scope = strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() });

/** A refusal that is known before anything is asked. */
const whyNot = nullable(
  strict({
    code: Type.String({ description: 'stable; what a program looks at' }),
    detail: Type.String({ description: 'a sentence for a person' }),
    opensAt: nullable(instant('when it stops standing in the way')),
    requestId: nullable(Type.String({ description: 'the request or schedule that stands in the way' })),
  }),
);

const common = {
  id: Type.String({ description: 'of the schedule' }),
  role,
  scope,
  through: nullable(strict({ id: Type.String(), displayName: Type.String() })),
  condition: nullable(Type.String()),
  start: instant('from when'),
  end: nullable(instant('until when; null: without end')),
};

const extension = strict({ opensAt: nullable(instant('from when it can be asked for; null: never')), whyNot });

/** What the settings of a role ask of who activates it. */
const terms = strict({
  maximumDuration: Type.String({ description: 'ISO 8601' }),
  justification: Type.Boolean({ description: 'whether it is required' }),
  minimumLength: Type.Integer({ description: 'of the justification, in characters; 0: none' }),
  ticket: Type.Boolean({ description: 'whether it is required' }),
  ticketPattern: nullable(Type.String()),
  multiFactor: Type.Boolean(),
  authenticationContext: nullable(Type.String()),
  stages: Type.Array(
    strict({
      approvers: Type.Array(Type.String(), { description: 'people and groups; empty: whoever administers roles here' }),
      people: Type.Integer({ description: 'who could decide a request of the caller now' }),
      approvalsNeeded: Type.Integer(),
      window: Type.String({ description: 'ISO 8601' }),
    }),
    { description: 'one after the other; empty: nobody has to approve' },
  ),
});

export const eligibleRole = strict({
  ...common,
  terms,
  whyNotActivate: whyNot,
  lastUse: nullable(
    strict({
      at: instant('when it was asked for'),
      justification: nullable(Type.String()),
      duration: nullable(Type.String({ description: 'ISO 8601' })),
      ticket: nullable(strict({ number: nullable(Type.String()), system: nullable(Type.String()) })),
    }),
  ),
  extension,
});

export const activeRole = strict({
  ...common,
  assignmentType: words(['assigned', 'activated'], 'by an administrator, or by its holder from an eligibility'),
  requestId: Type.String({ description: 'of the request that made it' }),
  isPlanned: Type.Boolean({ description: 'whether it starts later' }),
  deactivatableFrom: nullable(instant('from when its holder may end it; null: it is not its holder’s to end')),
  whyNotDeactivate: whyNot,
  extension: nullable(extension),
});

export const eligibilityId = strict({ id: guid('the id of an eligibility of the caller') });
