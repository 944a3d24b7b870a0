import type { DomainEvent } from '../domain/events.ts';
import type { CommandScope } from '../ledger/ledger.ts';
import { authenticatorAppOf, forgetAuthenticatorApp } from '../ledger/vault/authenticator-app.ts';
import { keepPassword, voidSignIns } from '../ledger/vault/local-account.ts';
import { forgetPasskey, passkeysOf } from '../ledger/vault/passkey.ts';
import { forgetRecoveryCodes } from '../ledger/vault/recovery-code.ts';
import { forgetSession, sessionsOf } from '../ledger/vault/sign-in-session.ts';

/** Part of a command: a new password in place of everything by which a person proved themselves; every sign-in ends. */
export async function replaceCredentials(
  scope: CommandScope,
  principalId: string,
  passwordHash: string,
): Promise<void> {
  const { tx, vault, append } = scope;
  const app = await authenticatorAppOf(tx, principalId);
  const passkeys = await passkeysOf(tx, principalId);
  const removed = [
    ...(app === null ? [] : [{ credentialId: app.id, kind: 'authenticatorApp' as const }]),
    ...passkeys.map(({ id }) => ({ credentialId: id, kind: 'passkey' as const })),
  ];
  await append(removed.map((credential): DomainEvent => ({ type: 'credential.removed', principalId, ...credential })));
  await forgetAuthenticatorApp(vault, principalId);
  for (const { id } of passkeys) await forgetPasskey(vault, { id, principalId });
  await forgetRecoveryCodes(vault, principalId);
  await replacePassword(scope, { principalId, passwordHash, keptSessionId: null });
}

/** Part of a command: a new password; every other sign-in ends. */
export async function replacePassword(
  { tx, vault, now, append }: CommandScope,
  asked: { readonly principalId: string; readonly passwordHash: string; readonly keptSessionId: string | null },
): Promise<void> {
  const { principalId, passwordHash, keptSessionId } = asked;
  const at = now.epochMilliseconds;
  const ended = (await sessionsOf(tx, principalId, at)).filter(({ id }) => id !== keptSessionId);
  const events = ended.map(({ id: sessionId }): DomainEvent => {
    return { type: 'session.ended', sessionId, principalId, reason: 'credentialsReset' };
  });
  await append([{ type: 'credential.changed', principalId, kind: 'password' }, ...events]);
  await keepPassword(vault, principalId, passwordHash, at);
  await voidSignIns(vault, principalId, at);
  for (const { id } of ended) await forgetSession(vault, id);
}
