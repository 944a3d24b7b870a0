import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { type DirectoryQuestion, directoryObjects } from '../../../queries/directory-objects.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parseGetByIds } from './parse.ts';
import { presentDirectoryObject } from './present.ts';

const USER_FILTER = /^userPrincipalName eq '((?:[^']|''){1,256})'$/i;
const SERVICE_PRINCIPAL_FILTER = /^servicePrincipalNames\/any\((\w+):\s*\1 eq '((?:[^']|''){1,256})'\)$/i;

/** Who is behind a name or an id; each address answers the one question that clients of role assignments ask there. */
export function directoryRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  const hidden = { schema: { hide: true } };

  instance.get('/users', hidden, (request) => {
    const [, name] = matched(request, USER_FILTER, "userPrincipalName eq 'name'");
    return answer(request, { kinds: ['user'], userNames: [unquoted(name)] });
  });

  instance.get('/servicePrincipals', hidden, (request) => {
    const [, , name] = matched(request, SERVICE_PRINCIPAL_FILTER, "servicePrincipalNames/any(c:c eq 'name')");
    const text = unquoted(name);
    return answer(request, { kinds: ['servicePrincipal'], subjects: [text], userNames: [text] });
  });

  instance.post('/directoryObjects/getByIds', hidden, (request) => answer(request, parseGetByIds(request.body)));

  async function answer(request: FastifyRequest, question: DirectoryQuestion) {
    const found = await ledger.read((reader) =>
      directoryObjects(reader, callerOf(request).principalId, question, clock()),
    );
    return { value: found.map(presentDirectoryObject) };
  }
}

/** The parts of the `$filter`; a list without one is not served here. */
function matched(request: FastifyRequest, form: RegExp, allowed: string): RegExpExecArray {
  const { $filter: filter } = request.query as { readonly $filter?: unknown };
  const match = typeof filter === 'string' ? form.exec(filter.trim()) : null;
  return match ?? refuse(invalidField('$filter', filter, allowed));
}

function unquoted(text = ''): string {
  return text.replaceAll("''", "'");
}
