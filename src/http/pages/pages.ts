import type { FastifyInstance } from 'fastify';
import { pageHeaders, pageHtml } from '../plugins/page-html.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const home = pageHtml({
  title: 'Brevet',
  lead: 'People hold powerful roles only while they need them. This server answers programs; the portal for people comes with a later release.',
  body: `<section><h2>Azure Resource Manager clients</h2>
<p>Point <code>endpoint</code> and <code>$host</code> at this address, api-version <code>2020-10-01</code>.</p></section>
<section><h2>JSON API</h2>
<p>What waits for you, what you asked for, who decided: <a href="/api/security/pim/openapi.json">described by OpenAPI</a>.</p></section>
<section><h2>Access decisions</h2>
<p><code>POST /access/v1/evaluation</code> says whether somebody may do something now, in the AuthZEN format.</p></section>`,
});

/** Says how to decide, and nothing about the request: who follows a link from a mail is not signed in yet. */
function requestPage(id: string): string {
  return pageHtml({
    title: 'A request waits',
    lead: `You followed the link to request ${id}. Only its approvers and its requestor can see it, so this page shows nothing of it.`,
    body: `<section><h2>See it</h2>
<pre>GET /api/security/pim/pending-approvals</pre>
<p>lists what you can decide now, with who asks, for what, for how long and why.</p></section>
<section><h2>Decide it</h2>
<pre>POST /api/security/pim/approvals/${id}/approve
{"justification": "…", "duration": "PT1H"}

POST /api/security/pim/approvals/${id}/deny
{"reason": "…"}</pre>
<p>with your bearer token. <code>duration</code> is for granting less than was asked. Azure Resource Manager clients find it under
<code>roleAssignmentApprovals</code>.</p></section>`,
  });
}

/** The few pages there are before the portal: the start page, and where the links in mails lead. */
export async function pages(instance: FastifyInstance): Promise<void> {
  instance.get('/', { schema: { hide: true } }, async (_request, reply) => reply.headers(pageHeaders).send(home));
  instance.get<{ Params: { id: string } }>('/requests/:id', { schema: { hide: true } }, async (request, reply) => {
    const { id } = request.params;
    if (!GUID.test(id)) return reply.callNotFound();
    return reply.headers(pageHeaders).send(requestPage(id.toLowerCase()));
  });
}
