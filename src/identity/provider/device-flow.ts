import type { Configuration } from 'oidc-provider';
import { clientName } from './provider-clients.ts';
import { type ProviderPages, show } from './provider-pages.ts';

const problems: Readonly<Record<string, 'wrong' | 'expired' | 'used' | 'declined'>> = {
  NotFoundError: 'wrong',
  NoCodeError: 'wrong',
  ExpiredError: 'expired',
  AlreadyUsedError: 'used',
  AbortedError: 'declined',
};

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** Device authorization (RFC 8628): a person types the code, sees which program asks from where, and confirms. */
export function deviceFlow(pages: ProviderPages): DeviceFlow {
  return {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    deviceInfo: (ctx) => ({ ip: ctx.ip }),
    async userCodeInputSource(ctx, form, _out, error) {
      const problem = error === undefined ? null : (problems[error.name] ?? 'wrong');
      show(ctx, pages, pages.enterUserCode(form, problem));
    },
    async userCodeConfirmSource(ctx, form, client, deviceInfo, userCode) {
      const address = typeof deviceInfo['ip'] === 'string' ? deviceInfo['ip'] : null;
      const program = clientName(client.clientId);
      show(ctx, pages, pages.confirmUserCode({ form, userCode, program, address }));
    },
    async successSource(ctx) {
      show(ctx, pages, pages.deviceSignedIn(clientName(ctx.oidc.client?.clientId ?? '')));
    },
  };
}
