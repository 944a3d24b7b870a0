import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { AuthenticationContexts } from '../identity/authentication-contexts.ts';
import { installationSecret } from '../ledger/installation-secret.ts';
import { armSurface } from './arm/arm-surface.ts';
import { rewriteArmUrl } from './arm/arm-url.ts';
import { type CloudDescription, cloudMetadata } from './arm/cloud-metadata.ts';
import { hierarchySurface } from './arm/hierarchy/hierarchy-surface.ts';
import { HIERARCHY } from './arm/hierarchy/hierarchy-url.ts';
import { authzenSurface } from './authzen/authzen-surface.ts';
import { authzenMetadata } from './authzen/metadata.ts';
import { graphSurface } from './graph/graph-surface.ts';
import { answerBadAddress, answerNotFound, answerProblem } from './pim/errors.ts';
import { pimSurface } from './pim/pim-surface.ts';
import { admitAddresses } from './plugins/admission.ts';
import { registerClosing } from './plugins/closing.ts';
import { compiledSerializers } from './plugins/compiled-serializers.ts';
import { registerCorrelation } from './plugins/correlation.ts';
import { believeForwarded, type IsTrustedProxy } from './plugins/forwarded.ts';
import { leadToPublicName } from './plugins/lead-to-public-name.ts';
import { registerOpenApi } from './plugins/open-api.ts';
import { pageTokens } from './plugins/page-tokens.ts';
import { readiness } from './plugins/readiness.ts';
import { registerFailures } from './plugins/request-failure.ts';
import { loggedBy } from './plugins/request-log.ts';
import { registerSecurityHeaders, secure } from './plugins/security-headers.ts';
import { registerSequence } from './plugins/sequence.ts';
import { missingPage, portalRoutes } from './portal/portal.ts';
import type { PortalFiles } from './portal/portal-files.ts';
import { scimSurface } from './scim/scim-surface.ts';
import type { Services } from './services.ts';
import { accountRoutes } from './sign-in/account-routes.ts';
import { assetRoutes } from './sign-in/asset-routes.ts';
import { enrolRoutes } from './sign-in/enrol-routes.ts';
import { interactionRoutes } from './sign-in/interaction-routes.ts';
import { logoutRoutes } from './sign-in/logout-routes.ts';
import { providerRoutes } from './sign-in/provider-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import type { SignInServices } from './sign-in/sign-in-services.ts';
import { stepUpRoutes } from './sign-in/step-up-routes.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly publicUrl: string | null;
    readonly authenticationContexts: AuthenticationContexts;
  }
}

export interface AppOptions {
  readonly services: Services;
  readonly logger?: FastifyBaseLogger;
  /** Certificate and key in PEM form; left out: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whose forwarded headers are believed; left out: nobody's. */
  readonly isTrustedProxy?: IsTrustedProxy;
  /** Under which people and programs reach the server, where that is known. */
  readonly publicUrl?: string;
  /** Left out: nobody signs in here, and tokens of other issuers are all there is. */
  readonly signIn?: SignInServices;
  /** What clients are told of this cloud at `/metadata/endpoints`. */
  readonly cloud?: CloudDescription;
  /** The portal as it was built; left out: programs alone are served. */
  readonly portal?: PortalFiles;
  /** Whoever measures calls; before all else. */
  readonly watches?: ReadonlyArray<(app: FastifyInstance) => void>;
  /** Surfaces that only some installations have, such as the demo's mailbox. */
  readonly extras?: ReadonlyArray<(instance: FastifyInstance) => Promise<void>>;
}

/** No body is larger; what is gets 413. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** A header that may be there once, such as `Authorization`, is not taken from the first of two that disagree. */
const serverOptions = { joinDuplicateHeaders: true };
const nobody = () => false;

/** Puts the surfaces together. Does not listen. */
export async function buildApp({
  services,
  logger,
  tls,
  isTrustedProxy,
  publicUrl,
  signIn,
  cloud,
  portal,
  watches = [],
  extras = [],
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(logger ? loggedBy(logger, '/access/') : { logger: false }),
    ...(tls ? { https: { ...tls, ...serverOptions } } : { http: serverOptions }),
    ...(isTrustedProxy ? { trustProxy: isTrustedProxy } : {}),
    // no hook has run for what the router cannot read
    frameworkErrors: (error, request, reply) => answerBadAddress(error, request, secure(request, reply)),
    genReqId: () => randomUUID(),
    bodyLimit: LARGEST_BODY_BYTES,
    // each surface says it in its own shape
    return503OnClosing: false,
    rewriteUrl(request) {
      // here, because nothing has read the request yet
      believeForwarded(request, isTrustedProxy ?? nobody);
      return rewriteArmUrl(request.url ?? '/');
    },
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 4096 },
  });
  // before what is registered, which takes them over
  app.setSerializerCompiler(compiledSerializers);
  app.setErrorHandler(answerProblem);
  const signOutOrigins = (signIn?.relyingParties ?? []).map(({ provider }) => new URL(provider.issuer).origin);
  app.setNotFoundHandler(portal ? missingPage({ portal, signOutOrigins }, answerNotFound) : answerNotFound);
  app.decorateRequest('caller', null);
  app.decorateRequest('idempotencyKey', null);
  app.decorate('publicUrl', publicUrl ?? null);
  app.decorate('authenticationContexts', services.authenticationContexts ?? new Map());
  app.decorate('pageTokens', pageTokens(await installationSecret(services.ledger, 'pageTokens'), services.clock));
  registerFailures(app);
  for (const watch of watches) watch(app);
  registerClosing(app);
  registerSequence(app, services.ledger);
  registerCorrelation(app);
  registerSecurityHeaders(app);
  await registerOpenApi(app);
  await app.register(authzenSurface(services), { prefix: '/access/v1' });
  await app.register(scimSurface(services), { prefix: '/scim/v2' });
  await app.register(armSurface(services), { prefix: '/arm' });
  await app.register(hierarchySurface(services), { prefix: HIERARCHY });
  await app.register(graphSurface(services), { prefix: '/v1.0' });
  const { browser } = services;
  // only what browsers call: the others have no cookies to look for
  await app.register(async (browsers) => {
    await browsers.register(fastifyCookie);
    if (browser !== undefined) leadToPublicName(browsers, browser.publicUrl);
    await browsers.register(pimSurface(services), { prefix: '/api/security/pim' });
    if (!signIn) return;
    await browsers.register(async (anonymous) => {
      admitAddresses(anonymous, services, 'signInCalls');
      await anonymous.register(assetRoutes);
      await anonymous.register(providerRoutes(signIn));
      await anonymous.register(interactionRoutes(signIn));
      await anonymous.register(enrolRoutes(signIn));
      await anonymous.register(accountRoutes(signIn));
      await anonymous.register(signInRoutes(services, signIn));
      await anonymous.register(stepUpRoutes(services, signIn));
      await anonymous.register(logoutRoutes(services, signIn));
    });
  });
  await app.register(async (anonymous) => {
    admitAddresses(anonymous, services, 'calls');
    if (browser !== undefined) leadToPublicName(anonymous, browser.publicUrl);
    if (cloud !== undefined) await anonymous.register(cloudMetadata(cloud), { prefix: '/metadata' });
    await anonymous.register(authzenMetadata);
    if (portal !== undefined) await anonymous.register(portalRoutes({ portal, signOutOrigins }));
    for (const extra of extras) await anonymous.register(extra);
  });
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', readiness(app, services.ledger));
  return app;
}
