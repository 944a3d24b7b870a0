import type { AccessIndex } from '../../access/access-index.ts';
import { mayAskAbout } from '../../access/may-ask-about.ts';
import type { AccessDecision } from '../../domain/access/decide-access.ts';
import { parseGuid } from '../../domain/condition/parse-guid.ts';
import { invalidField, refuse } from '../../domain/errors.ts';
import { ROOT, type Scope } from '../../domain/scope.ts';
import { pathReader, scopeReader } from './asked-scope.ts';
import { type AskedSubject, askedSubject, type GivenSubject } from './asked-subject.ts';
import { evaluationAttributes } from './evaluation-attributes.ts';

const unknownPrincipal: AccessDecision = { allowed: false, reason: 'principalUnknown', considered: [] };
/** About a resource that is not there; nothing is said of whether it is. */
const nowhere: AccessDecision = { allowed: false, reason: 'noAssignment', considered: [] };

type Properties = Readonly<Record<string, unknown>>;

/** A question as it came over the wire: an evaluation, or what a search makes one of. */
export interface GivenQuestion {
  readonly subject: GivenSubject;
  readonly action: { readonly name: string; readonly properties?: { readonly isDataAction?: boolean } };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: Properties };
  readonly context?: Properties;
}

/** What a question is about, as this server knows it. */
export type AskedQuestion = { readonly subject: AskedSubject } & (
  | { readonly family: 'resource'; readonly scope: Scope | undefined }
  | { readonly family: 'directory'; readonly scope: Scope; readonly roleId: string }
);

export interface Evaluator {
  /** Refuses what cannot be read. */
  read(body: GivenQuestion, callerId: string): AskedQuestion;
  mayAsk(question: AskedQuestion, callerId: string, atMs: number): boolean;
  /** Refuses a caller who may not ask. */
  authorise(question: AskedQuestion, body: GivenQuestion, callerId: string, atMs: number): void;
  /** Judges by the attributes that the question carries. */
  decide(question: AskedQuestion, body: GivenQuestion, atMs: number, explain: boolean): AccessDecision;
  /** All in one: reads, authorises, decides. */
  evaluate(body: GivenQuestion, callerId: string, atMs: number, explain: boolean): AccessDecision;
}

/** Answers evaluations from memory. `onDecided` is told of each decision. */
export function evaluator(index: AccessIndex, onDecided?: (decision: AccessDecision) => void): Evaluator {
  const readScope = scopeReader(index);
  const readPath = pathReader(index);

  function read(body: GivenQuestion, callerId: string): AskedQuestion {
    const { action, resource } = body;
    const subject = askedSubject(index, callerId, body.subject);
    if (resource.type !== 'directoryRole') {
      return { subject, family: 'resource', scope: readScope(callerId, resource) };
    }
    const roleId = parseGuid(resource.id);
    if (roleId === undefined) {
      refuse(invalidField('resource.id', resource.id, 'the id of a directory role, as a GUID'));
    }
    if (action.name !== 'use') refuse(invalidField('action.name', action.name, '`use`, for a directory role'));
    const asked = resource.properties?.['scope'];
    if (asked !== undefined && typeof asked !== 'string') {
      refuse(invalidField('resource.properties.scope', asked, 'a scope path; `/` if left out'));
    }
    const scope = asked === undefined ? ROOT : readPath(asked, 'resource.properties.scope');
    return { subject, family: 'directory', scope, roleId };
  }

  function mayAsk({ subject, family, scope = ROOT }: AskedQuestion, callerId: string, atMs: number): boolean {
    return mayAskAbout(index, { callerId, subjectId: subject.id, family, scope }, atMs);
  }

  function authorise(question: AskedQuestion, body: GivenQuestion, callerId: string, atMs: number) {
    if (mayAsk(question, callerId, atMs)) return;
    const { family, scope } = question;
    const where = family === 'resource' ? body.resource.id.toLowerCase() : scope;
    refuse({
      code: 'notPermitted',
      message: `you may ask about yourself only; asking about others at \`${where}\` needs the right to read assignments there`,
    });
  }

  function decided(question: AskedQuestion, body: GivenQuestion, atMs: number, explain: boolean): AccessDecision {
    const { subject, scope } = question;
    const principalId = subject.id;
    // somebody of another kind than was asked about is somebody else
    if (!subject.isKnown) return unknownPrincipal;
    if (question.family === 'directory') {
      return index.decideRoleAtMs(
        { principalId, roleDefinitionIds: [question.roleId], scope: question.scope },
        atMs,
        explain,
      );
    }
    if (scope === undefined) return nowhere;
    const { action } = body;
    const isDataAction = action.properties?.isDataAction === true;
    const attributes = evaluationAttributes(body, atMs);
    return index.decideAtMs({ principalId, action: action.name, isDataAction, scope, attributes }, atMs, explain);
  }

  const decide: Evaluator['decide'] =
    onDecided === undefined
      ? decided
      : (...asked) => {
          const decision = decided(...asked);
          onDecided(decision);
          return decision;
        };

  return {
    read,
    mayAsk,
    authorise,
    decide,
    evaluate(body, callerId, atMs, explain) {
      const question = read(body, callerId);
      authorise(question, body, callerId, atMs);
      return decide(question, body, atMs, explain);
    },
  };
}
