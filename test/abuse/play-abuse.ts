import { expect, it } from 'vitest';
import type { AbuseServer } from './abuse-server.ts';
import { codeOf, type RawRequest } from './raw-request.ts';

/** Something that somebody tries who may not, and how it is answered. */
export interface AbuseCase {
  readonly title: string;
  readonly request: (server: AbuseServer) => RawRequest | Promise<RawRequest>;
  /** Status and code, such as `401 unauthenticated`; where it leads, for a redirect. */
  readonly expected: string;
  /** Tables in which a refusal leaves something, such as a count of attempts; none unless given. */
  readonly mayTouch?: readonly string[];
}

/** Plays each against a server: it is answered as expected, nothing has changed, and no more than a refusal is on record. */
export function playAbuse(server: () => AbuseServer, cases: readonly AbuseCase[]): void {
  it.each([...cases])('$title: $expected', async ({ request, expected, mayTouch: but = [] }) => {
    const { state, send, settled } = server();
    const untouched = await state.lastSequence();
    const sent = await request(server());
    if ((await state.lastSequence()) !== untouched) await settled();
    const last = await state.lastSequence();
    const before = await state.digest({ but });
    const { status, headers, text } = await send(sent);
    const location = String(headers['location'] ?? '');
    expect(`${status} ${location === '' ? codeOf(text) : location}`.trim(), text).toBe(expected);
    expect(await state.digest({ but })).toBe(before);
    expect((await state.typesAfter(last)).filter((type) => type !== 'command.refused')).toEqual([]);
    expect(text).not.toMatch(/\n\s+at |SQLITE|node_modules|TypeError/);
  });
}
