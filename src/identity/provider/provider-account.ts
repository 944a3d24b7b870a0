import type { FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';

/** Finds people for the embedded provider: enabled ones, and by what was proven after their credentials were reset. */
export function providerAccount(ledger: Pick<Ledger, 'read'>, tenantId: string): FindAccount {
  return async (_ctx, id, token) => {
    const found = await ledger.read(async (reader) => ({
      principal: await principalById(reader, id),
      account: await localAccountOf(reader, id),
    }));
    const { principal, account } = found;
    if (principal === null || !principal.enabled || principal.kind !== 'user' || account === null) return undefined;
    const provenAt = (token as { authTime?: number } | undefined)?.authTime;
    if (provenAt !== undefined && provenAt * 1000 < account.signInsCountFrom) return undefined;
    const { displayName, userName, email } = principal;
    const claims = {
      sub: id,
      oid: id,
      tid: tenantId,
      name: displayName,
      preferred_username: userName ?? account.signInName,
      email,
    };
    return { accountId: id, claims: () => claims };
  };
}

/** Everything that any client may ask for: all of them are this organisation's own. */
export async function grantEverything(ctx: KoaContextWithOIDC) {
  const { oidc } = ctx;
  const known = oidc.session?.grantIdFor(oidc.client?.clientId ?? '');
  if (known !== undefined) {
    const grant = await oidc.provider.Grant.find(known);
    if (grant !== undefined && grant.accountId === oidc.session?.accountId) return grant;
  }
  const { accountId } = oidc.session ?? {};
  const clientId = oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid profile email offline_access');
  await grant.save();
  return grant;
}
