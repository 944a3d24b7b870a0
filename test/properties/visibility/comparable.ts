import type { Answer } from './open-world.ts';

/** Headers that differ from one call to the next whatever is asked, or say how much there is in all, which is told; `content-length` follows from the body. */
const passing =
  /^(date|content-length|x-ms-request-id|x-ms-correlation-request-id|x-correlation-id|x-ms-routing-request-id|x-request-id|request-id|client-request-id|x-brevet-sequence)$/;

/** An answer as text, without what differs each time: status, body, and headers. Sealed page tokens are one mark. */
export function comparable({ status, body, headers }: Answer): string {
  const kept = Object.entries(headers).filter(([name]) => !passing.test(name));
  return (
    JSON.stringify({ status, body, kept })
      .replaceAll(/"correlationId":"[^"]*"/g, '')
      .replaceAll(/(skiptoken=|"nextCursor":"|"next_token":")[\w-]{40,}/gi, '$1(sealed)')
      // the place of an entry in the ledger, by which a draw is verified
      .replaceAll(/"sequence":\d+,"hash":"\w+"/g, '"sequence":"(told)"')
      // the same of entries on record: how much there is in all is told (ADR 0016)
      .replaceAll(/(\\?")sequence\1:\d+/g, '"sequence":"(told)"')
      .replaceAll(/"entry":\d+/g, '"entry":"(told)"')
      .replaceAll(/(\\?")hash\1:\1\w{64}\1/g, '"hash":"(told)"')
      .replaceAll(/(?<=\\n)\d+,(?=20\d\d-)|,\w{64}(?=\\r|\\n|")/g, ',')
      // whoever administers people is told who has power, and whoever deletes that something is in the way (ADR 0016)
      .replaceAll(/"isProtected":(true|false)/g, '"isProtected":"(told)"')
      // whoever may activate is told how many may approve (ADR 0016)
      .replaceAll(/"people":\d+/g, '"people":"(told)"')
      .replaceAll(/"(token|secret|url)":"[^"]*"/g, '"$1":"(secret)"')
  );
}
