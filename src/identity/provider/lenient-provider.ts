import { type Configuration, Provider } from 'oidc-provider';
import { DEVICE_GRANT, SHORT_DEVICE_GRANT } from './provider-clients.ts';

/** How often a program may ask whether its code was confirmed, in seconds: the default of RFC 8628, said aloud. */
const DEVICE_INTERVAL = 5;

type Grant<Params extends object> = Parameters<typeof Provider.prototype.registerGrantType<Params>>;

/**
 * Lets in what Microsoft's libraries do beside the standard: they call the device grant by a short name, need its
 * interval and a sentence for the person, and name a resource among the scopes when they refresh (`https://host/.default`).
 */
export class LenientProvider extends Provider {
  constructor(issuer: string, configuration: Configuration) {
    super(issuer, configuration);
    this.use(async (ctx, next) => {
      await next();
      const { body, status } = ctx as { body: unknown; status: number };
      if (status === 200 && isDeviceAnswer(body)) {
        const message = `To sign in, open ${body.verification_uri} in a browser and enter the code ${body.user_code} there.`;
        Object.assign(body, { interval: DEVICE_INTERVAL, message });
      }
    });
  }

  override registerGrantType<Params extends object>(...[name, handler, ...rest]: Grant<Params>): void {
    super.registerGrantType(name, name === 'refresh_token' ? withoutResources(handler) : handler, ...rest);
    if (name === DEVICE_GRANT) super.registerGrantType(SHORT_DEVICE_GRANT, handler, ...rest);
  }
}

function isDeviceAnswer(body: unknown): body is { readonly verification_uri: string; readonly user_code: string } {
  return typeof body === 'object' && body !== null && 'device_code' in body;
}

/** Scopes that are addresses name what the token is for, and there is but one such resource. */
function withoutResources<Params extends object>(handler: Grant<Params>[1]): Grant<Params>[1] {
  return (ctx) => {
    const params: Record<string, unknown> = ctx.oidc.params;
    const { scope } = params;
    if (typeof scope === 'string') {
      const known = scope.split(' ').filter((each) => !each.includes('://'));
      params['scope'] = known.length === 0 ? undefined : known.join(' ');
    }
    return handler(ctx);
  };
}
