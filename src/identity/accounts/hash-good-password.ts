import { whyPasswordRefused } from '../../domain/account/why-password-refused.ts';
import { refuse } from '../../domain/errors.ts';
import type { AccountServices } from './account-services.ts';

/** What is kept of a new password; refuses (`passwordRefused`) one that others would guess. */
export function hashGoodPassword({ hasher }: AccountServices, password: string, signInName: string): Promise<string> {
  const why = whyPasswordRefused(password, signInName);
  if (why !== null)
    refuse({ code: 'passwordRefused', field: 'password', message: `this password will not do: ${why}` });
  return hasher.hash(password);
}
