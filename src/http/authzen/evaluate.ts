import type { AccessIndex } from '../../access/access-index.ts';
import { mayAskAbout } from '../../access/may-ask-about.ts';
import type { AccessDecision } from '../../domain/access/decide-access.ts';
import { parseGuid } from '../../domain/condition/parse-guid.ts';
import { invalidField, refuse } from '../../domain/errors.ts';
import { ROOT, type Scope } from '../../domain/scope.ts';
import { pathReader, scopeReader } from './asked-scope.ts';
import { type AskedSubject, askedSubject } from './asked-subject.ts';
import { evaluationAttributes } from './evaluation-attributes.ts';
import type { EvaluationBody } from './evaluation-schema.ts';

const unknownPrincipal: AccessDecision = { allowed: false, reason: 'principalUnknown', considered: [] };
/** About a resource that is not there; nothing is said of whether it is. */
const nowhere: AccessDecision = { allowed: false, reason: 'noAssignment', considered: [] };

/** What a question is about, as this server knows it. */
export type AskedQuestion = { readonly subject: AskedSubject } & (
  | { readonly family: 'resource'; readonly scope: Scope | undefined }
  | { readonly family: 'directory'; readonly scope: Scope; readonly roleId: string }
);

export interface Evaluator {
  /** Refuses what cannot be read. */
  read(body: EvaluationBody, callerId: string): AskedQuestion;
  /** Refuses a caller who may not ask. */
  authorise(question: AskedQuestion, body: EvaluationBody, callerId: string, atMs: number): void;
  /** All three in one: reads, authorises, decides. */
  evaluate(body: EvaluationBody, callerId: string, atMs: number, explain: boolean): AccessDecision;
}

/** Answers evaluations from memory. */
export function evaluator(index: AccessIndex): Evaluator {
  const readScope = scopeReader(index);
  const readPath = pathReader();

  function read(body: EvaluationBody, callerId: string): AskedQuestion {
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

  function authorise(
    { subject, family, scope = ROOT }: AskedQuestion,
    body: EvaluationBody,
    callerId: string,
    atMs: number,
  ) {
    if (mayAskAbout(index, { callerId, subjectId: subject.id, family, scope }, atMs)) return;
    const where = family === 'resource' ? body.resource.id.toLowerCase() : scope;
    refuse({
      code: 'notPermitted',
      message: `you may ask about yourself only; asking about others at \`${where}\` needs the right to read assignments there`,
    });
  }

  function decide(question: AskedQuestion, body: EvaluationBody, atMs: number, explain: boolean): AccessDecision {
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

  return {
    read,
    authorise,
    evaluate(body, callerId, atMs, explain) {
      const question = read(body, callerId);
      authorise(question, body, callerId, atMs);
      return decide(question, body, atMs, explain);
    },
  };
}
