import type { AccountServices } from '../../identity/accounts/account-services.ts';
import { offerSeed } from '../../identity/accounts/enrolment.ts';
import { canHavePasskeys } from '../../identity/accounts/passkeys.ts';
import type { SignInStanding } from '../../identity/accounts/sign-in-standing.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';
import type { Interaction } from './interaction.ts';
import { enrolmentPage } from './pages/enrolment-pages.ts';
import { arrivedPage, identifyPage, passkeyStepPage, secondFactorPage } from './pages/sign-in-step-pages.ts';

/** The page of the step at which a sign-in stands. */
export async function stepPage(
  accounts: AccountServices,
  interaction: Interaction,
  { step, person }: SignInStanding,
  { error, typedName }: { readonly error: string | null; readonly typedName: string },
): Promise<string> {
  const { base } = interaction;
  const isWithPasskeys = canHavePasskeys(accounts.publicUrl());
  if (step === 'identify' || person === null) {
    const name = typedName || (await expectedName(accounts, interaction));
    return identifyPage({ base, error, name, client: interaction.clientName, hasPasskeys: isWithPasskeys });
  }
  const who = person.displayName;
  const hasPasskeys = isWithPasskeys && person.factors.hasPasskey;
  switch (step) {
    case 'secondFactor':
      return secondFactorPage({ base, error, who, hasApp: person.factors.hasAuthenticatorApp, hasPasskeys });
    case 'passkey':
      return passkeyStepPage({ base, error, who, hasPasskeys });
    case 'enrolSecondFactor':
      return enrolmentPage({
        base,
        error,
        who,
        offered: offerSeed(accounts, person),
        canHavePasskeys: isWithPasskeys,
      });
    case 'enrolPasskey':
      return enrolmentPage({ base, error, who, offered: null, canHavePasskeys: isWithPasskeys });
    case 'done':
      return arrivedPage({ base, who });
  }
}

/** The name of whoever the browser or the client says it is; typing it again would prove nothing. */
async function expectedName(
  { ledger }: AccountServices,
  { expectedPrincipalId, loginHint }: Interaction,
): Promise<string> {
  if (expectedPrincipalId === null) return loginHint ?? '';
  const account = await ledger.read((reader) => localAccountOf(reader, expectedPrincipalId));
  return account?.signInName ?? '';
}
