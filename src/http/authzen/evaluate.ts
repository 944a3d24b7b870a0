import type { AccessIndex } from '../../access/access-index.ts';
import { mayAskAbout } from '../../access/may-ask-about.ts';
import type { AccessDecision } from '../../domain/access/decide-access.ts';
import { parseGuid } from '../../domain/condition/parse-guid.ts';
import { invalidField, refuse } from '../../domain/errors.ts';
import { parseScope, ROOT, type Scope } from '../../domain/scope.ts';
import { evaluationAttributes } from './evaluation-attributes.ts';
import type { EvaluationBody } from './evaluation-schema.ts';

const unknownPrincipal: AccessDecision = { allowed: false, reason: 'principalUnknown', considered: [] };

const REMEMBERED_SCOPES = 10_000;
const LONGEST_REMEMBERED = 300;

/** Reads scope paths; the same few are asked for again and again. */
function scopeReader(): (text: string, field: string) => Scope {
  const known = new Map<string, Scope>();
  return (text, field) => {
    const scope = known.get(text) ?? parseScope(text, field);
    if (known.size >= REMEMBERED_SCOPES) known.clear();
    if (text.length <= LONGEST_REMEMBERED) known.set(text, scope);
    return scope;
  };
}

/** Makes the function that answers evaluations. It refuses what cannot be read, and a caller who may not ask. */
export function evaluator(index: AccessIndex) {
  const readScope = scopeReader();

  function decideScope(body: EvaluationBody, callerId: string, subjectId: string, atMs: number, explain: boolean) {
    const { action, resource } = body;
    const scope = readScope(resource.id, 'resource.id');
    authorise(callerId, subjectId, 'resource', scope, atMs);
    const isDataAction = action.properties?.isDataAction === true;
    const attributes = evaluationAttributes(body, atMs);
    const asked = { principalId: subjectId, action: action.name, isDataAction, scope, attributes };
    return index.decideAtMs(asked, atMs, explain);
  }

  function decideDirectoryRole(
    body: EvaluationBody,
    callerId: string,
    subjectId: string,
    atMs: number,
    explain: boolean,
  ) {
    const { action, resource } = body;
    const roleId = parseGuid(resource.id);
    if (roleId === undefined) {
      refuse(invalidField('resource.id', resource.id, 'the id of a directory role, as a GUID'));
    }
    if (action.name !== 'use') refuse(invalidField('action.name', action.name, '`use`, for a directory role'));
    const asked = resource.properties?.['scope'];
    if (asked !== undefined && typeof asked !== 'string') {
      refuse(invalidField('resource.properties.scope', asked, 'a scope path; `/` if left out'));
    }
    const scope = asked === undefined ? ROOT : readScope(asked, 'resource.properties.scope');
    authorise(callerId, subjectId, 'directory', scope, atMs);
    return index.decideRoleAtMs({ principalId: subjectId, roleDefinitionIds: [roleId], scope }, atMs, explain);
  }

  function authorise(
    callerId: string,
    subjectId: string,
    family: 'resource' | 'directory',
    scope: Scope,
    atMs: number,
  ) {
    if (mayAskAbout(index, { callerId, subjectId, family, scope }, atMs)) return;
    refuse({
      code: 'notPermitted',
      message: `you may ask about yourself only; asking about others at \`${scope}\` needs the right to read assignments there`,
    });
  }

  return (body: EvaluationBody, callerId: string, atMs: number, explain: boolean): AccessDecision => {
    const { subject, resource } = body;
    const subjectId = subject.id.toLowerCase();
    const decide = resource.type === 'scope' ? decideScope : decideDirectoryRole;
    const decision = decide(body, callerId, subjectId, atMs, explain);
    // somebody of another kind than was asked about is somebody else
    const isSomebodyElse = subject.type !== 'principal' && index.principal(subjectId)?.kind !== subject.type;
    return isSomebodyElse ? unknownPrincipal : decision;
  };
}
