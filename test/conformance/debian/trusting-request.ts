import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/**
 * One call over HTTPS that trusts this authority and no other: `fetch` reads its authorities when the process starts.
 * Throws unless the status is 2xx.
 */
export async function trustingRequest(
  url: string,
  ca: string,
  method: string,
  token: string,
  body: unknown,
): Promise<string> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(sent === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
  };
  const { status, answer } = await new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const call = request(url, { method, ca, headers }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, answer }), reject);
    });
    call.on('error', reject);
    call.end(sent);
  });
  if (status < 200 || status > 299) throw new Error(`${method} ${url} ${status} ${answer}`);
  return answer;
}
