import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cancelScheduleRequest } from '../../../commands/cancel-schedule-request.ts';
import { submitScheduleRequest, validateScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { AskedRequest } from '../../../domain/request/request.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { requestById } from '../../../ledger/facts/request-facts.ts';
import { isToldWithin } from '../../../queries/known-scope.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { type RequestRecord, visibleRequest } from '../../../queries/schedule-requests.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { decides } from '../../plugins/admission.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import type { Family } from '../family.ts';
import { isGuid, parseGuid } from '../resource-ids.ts';
import { checkRoleScope } from '../role-scope.ts';
import { budgetOf } from './budget-of.ts';
import { listScheduleRequests } from './list.ts';
import { parseScheduleRequest } from './parse.ts';
import { presentScheduleRequest } from './present.ts';

/** The five operations on requests of one family (contracts/arm §2). */
export function scheduleRequestRoutes(instance: FastifyInstance, services: Services, family: Family): void {
  const { ledger, clock, newId } = services;
  const path = `/:scope/role${family.word}ScheduleRequests`;
  const unknown = notFound(`Role${family.word}ScheduleRequest`);

  instance.put(`${path}/:name`, { config: { budget: budgetOf } }, async (request, reply) => {
    const asked = parseAsked(request);
    await submitScheduleRequest(ledger, callerOf(request), asked, newId, proofIdOf(request));
    const submitted = await presented((reader) => addressed(reader, request));
    return reply.code(201).send(submitted);
  });

  instance.post(`${path}/:name/validate`, async (request) => {
    const asked = parseAsked(request);
    const validated = await validateScheduleRequest(ledger, callerOf(request), asked, newId, proofIdOf(request));
    // nothing is stored, so there is neither an approval nor a schedule to show
    return presented(async () => ({
      request: validated,
      status: validated.status,
      hasApproval: false,
      startAt: null,
    }));
  });

  instance.post(`${path}/:name/cancel`, { config: decides }, async (request, reply) => {
    const isVisible = await ledger.read(async (reader) => {
      const id = await idAt(reader, request);
      return (await visibleAs(reader, request, id)) !== null;
    });
    try {
      await cancelScheduleRequest(ledger, callerOf(request), nameOf(request).toLowerCase());
    } catch (error) {
      // a refused attempt goes on record also where nothing is shown of the request (BEHAVIOUR §7, §8)
      throw error instanceof Refusal && !isVisible ? unknown : error;
    }
    return reply.code(200).send();
  });

  instance.get(`${path}/:name`, (request) => presented((reader) => addressed(reader, request)));

  instance.get(path, (request) => ledger.read((reader) => listScheduleRequests(reader, request, family, clock())));

  function parseAsked(request: FastifyRequest): AskedRequest {
    const address = { name: nameOf(request), scope: scopeOf(request) };
    const { asked, roleScope } = parseScheduleRequest(family, address, request.body);
    checkRoleScope(asked.scope, roleScope);
    return asked;
  }

  /** The request at the address: at that scope or below, of this family, and for the caller to see. */
  async function addressed(reader: Reader, request: FastifyRequest): Promise<RequestRecord> {
    const record = await visibleAs(reader, request, await idAt(reader, request));
    if (record === null) throw unknown;
    return record;
  }

  /** The id at the address, where a request of this family is at that scope or below, seen or not. */
  async function idAt(reader: Reader, request: FastifyRequest): Promise<string> {
    const id = nameOf(request).toLowerCase();
    // a scope that is none is refused whether or not there is such a request
    const at = scopeOf(request);
    const asked = isGuid(id) ? await requestById(reader, id) : null;
    const { principalId } = callerOf(request);
    const isThere =
      asked?.kind === family.kind && (await isToldWithin(reader, principalId, { scope: asked.scope, at }, clock()));
    if (!isThere) throw unknown;
    return id;
  }

  async function visibleAs(reader: Reader, request: FastifyRequest, id: string): Promise<RequestRecord | null> {
    const now = clock();
    return visibleRequest(reader, await viewerOf(reader, callerOf(request).principalId, now), id, now);
  }

  function presented(find: (reader: Reader) => Promise<RequestRecord>) {
    return ledger.read(async (reader) => {
      const record = await find(reader);
      return presentScheduleRequest(family, record, await namesOf(reader, [record.request]));
    });
  }
}

/** A proof of a second factor for this request; bodies of this wire have no room for it. */
function proofIdOf({ headers }: FastifyRequest): string | null {
  const given = headers['brevet-proof'];
  return given === undefined ? null : parseGuid(String(given), 'Brevet-Proof');
}

function nameOf(request: FastifyRequest): string {
  return (request.params as { readonly name: string }).name;
}
