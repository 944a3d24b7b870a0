import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { enrolAtSignIn, type MadeFactor } from '../../commands/enrol-factor.ts';
import { Refusal } from '../../domain/errors.ts';
import { confirmedApp, firstRecoveryCodes } from '../../identity/accounts/enrolment.ts';
import { createdPasskey, passkeyCreation, passkeyRequest, provePasskey } from '../../identity/accounts/passkeys.ts';
import { proveCode, proveRecoveryCode } from '../../identity/accounts/prove-code.ts';
import { provePassword } from '../../identity/accounts/prove-password.ts';
import { TooManyTries } from '../../identity/accounts/sign-in-refused.ts';
import { signInStanding } from '../../identity/accounts/sign-in-standing.ts';
import { refuseCrossSite } from '../plugins/cross-site.ts';
import { html } from '../plugins/html.ts';
import { answerBusyByPage } from './answer-busy.ts';
import { deviceOf, rememberDevice } from './device-cookie.ts';
import { field, readForms } from './form-body.ts';
import { finishInteraction, type Interaction, interactionOf } from './interaction.ts';
import { stepPage } from './interaction-pages.ts';
import { pageHeadersFor } from './page-headers.ts';
import { recoveryCodesPage } from './pages/enrolment-pages.ts';
import { stalePage, waitPage } from './pages/message-pages.ts';
import { recoveryPage } from './pages/sign-in-step-pages.ts';
import { parseCredential } from './parse-credential.ts';
import type { SignInServices } from './sign-in-services.ts';

type Asked = FastifyRequest<{ Params: { uid: string } }>;

/** One step of a sign-in: proves something, or refuses. What it returns is shown in place of the next step. */
type Step = (interaction: Interaction, request: Asked, reply: FastifyReply) => Promise<string | undefined>;

/** Where people prove who they are to the embedded provider. */
export function interactionRoutes(signIn: SignInServices) {
  const { provider, publicUrl, tenantId, accounts, sealer } = signIn;

  function send(reply: FastifyReply, status: number, page: string, interaction?: Interaction) {
    return reply.code(status).headers(pageHeadersFor(publicUrl(), interaction?.formTargets)).send(page);
  }

  const standingOf = ({ signingIn, wanted }: Interaction) => signInStanding(accounts, signingIn, wanted);

  /** The page of the next step, or back to the client where there is none. */
  async function goOn(interaction: Interaction, request: Asked, reply: FastifyReply) {
    const { step, person } = await standingOf(interaction);
    if (step !== 'done' || person === null) return reply.redirect(interaction.base, 303);
    const { url, principalId } = await finishInteraction(accounts, await provider(), interaction, request, reply);
    rememberDevice(reply, sealer, deviceOf(request, sealer), principalId);
    return reply.redirect(url, 303);
  }

  async function refused(error: unknown, interaction: Interaction, request: Asked, reply: FastifyReply) {
    if (error instanceof TooManyTries) {
      const seconds = Math.ceil(error.pauseMs / 1000);
      reply.header('retry-after', String(seconds));
      return send(reply, 429, waitPage(interaction.base, seconds), interaction);
    }
    if (!(error instanceof Refusal)) throw error;
    const standing = await standingOf(interaction);
    const isRecovery = request.url.endsWith('/recovery') && standing.person !== null;
    const { message } = error.violation;
    const who = standing.person?.displayName ?? '';
    const page = isRecovery
      ? recoveryPage({ base: interaction.base, error: message, who, hasPasskeys: false })
      : await stepPage(accounts, interaction, standing, { error: message, typedName: field(request, 'name') });
    return send(reply, 403, page, interaction);
  }

  return async (instance: FastifyInstance): Promise<void> => {
    answerBusyByPage(instance);
    readForms(instance);
    const schema = { hide: true };
    const address = `/${tenantId}/interaction/:uid`;

    function onGet(path: string, page: (interaction: Interaction) => Promise<string>) {
      instance.get<{ Params: { uid: string } }>(`${address}${path}`, { schema }, async (request, reply) => {
        const interaction = await interactionOf(await provider(), tenantId, request, reply);
        if (interaction === null) return send(reply, 400, stalePage());
        return send(reply, 200, await page(interaction), interaction);
      });
    }

    function onPost(path: string, step: Step) {
      instance.post<{ Params: { uid: string } }>(`${address}${path}`, { schema }, async (request, reply) => {
        refuseCrossSite(request, new URL(publicUrl()).origin);
        const interaction = await interactionOf(await provider(), tenantId, request, reply);
        if (interaction === null) return send(reply, 400, stalePage());
        try {
          const page = await step(interaction, request, reply);
          if (reply.sent) return reply;
          return page === undefined ? goOn(interaction, request, reply) : send(reply, 200, page, interaction);
        } catch (error) {
          return refused(error, interaction, request, reply);
        }
      });
    }

    onGet('', async (interaction) =>
      stepPage(accounts, interaction, await standingOf(interaction), { error: null, typedName: '' }),
    );

    onGet('/recovery', async (interaction) => {
      const { person, step } = await standingOf(interaction);
      if (step !== 'secondFactor' || person === null) return stalePage();
      return recoveryPage({ base: interaction.base, error: null, who: person.displayName, hasPasskeys: false });
    });

    onPost('/password', async ({ signingIn }, request) => {
      const device = deviceOf(request, sealer);
      await provePassword(accounts, signingIn, {
        name: field(request, 'name'),
        password: field(request, 'password'),
        address: request.ip,
        deviceFor: (principalId) => (device.principalIds.includes(principalId) ? device.id : null),
      });
      return undefined;
    });

    for (const [path, prove] of [
      ['/code', proveCode],
      ['/recovery', proveRecoveryCode],
    ] as const) {
      onPost(path, async (interaction, request, reply) => {
        const { person } = await standingOf(interaction);
        if (person === null) {
          await reply.redirect(interaction.base, 303);
          return undefined;
        }
        const { principalId } = person;
        const device = deviceOf(request, sealer);
        const knownDevice = device.principalIds.includes(principalId) ? device.id : null;
        const typed = { principalId, code: field(request, 'code'), address: request.ip, knownDevice };
        await prove(accounts, interaction.signingIn, typed);
        return undefined;
      });
    }

    onPost('/passkey-request', async (interaction, _request, reply) => {
      const { person } = await standingOf(interaction);
      const { attemptKey } = interaction.signingIn;
      await reply.send(await passkeyRequest(accounts, attemptKey, person?.principalId ?? null));
      return undefined;
    });

    onPost('/passkey', async ({ signingIn }, request) => {
      await provePasskey(accounts, signingIn, parseCredential(field(request, 'credential')));
      return undefined;
    });

    onPost('/passkey-creation', async (interaction, _request, reply) => {
      const { person } = await standingOf(interaction);
      if (person === null) await reply.code(403).send({ error: 'begin again' });
      else await reply.send(await passkeyCreation(accounts, person));
      return undefined;
    });

    onPost('/app', (interaction, request) =>
      enrol(interaction, async (principalId) => {
        const app = confirmedApp(accounts, principalId, {
          sealed: field(request, 'sealed'),
          code: field(request, 'code'),
        });
        return { kind: 'authenticatorApp', app } as const;
      }),
    );

    onPost('/new-passkey', (interaction, request) =>
      enrol(interaction, async (principalId) => {
        const response = parseCredential(field(request, 'credential'));
        const passkey = await createdPasskey(accounts, principalId, response, field(request, 'displayName'));
        return { kind: 'passkey', passkey } as const;
      }),
    );

    onPost('/continue', async () => undefined);

    onPost('/cancel', async (_interaction, request, reply) => {
      const result = { error: 'access_denied', error_description: 'the person declined' };
      await reply.redirect(await (await provider()).interactionResult(request.raw, reply.raw, result), 303);
      return undefined;
    });
  };

  /** Adds a factor, and shows the recovery codes that come with the first one. */
  async function enrol(
    interaction: Interaction,
    make: (principalId: string) => Promise<MadeFactor>,
  ): Promise<string | undefined> {
    const { person } = await standingOf(interaction);
    if (person === null) return undefined;
    const made = await make(person.principalId);
    const first = await firstRecoveryCodes(accounts, person.principalId);
    const factor = { ...made, recoveryDigests: first?.digests ?? null };
    await enrolAtSignIn(accounts.ledger, { ...interaction.signingIn, wanted: interaction.wanted, factor });
    if (first === null) return undefined;
    const next = html`<form method="post" action="${interaction.base}/continue"><button>I have kept them</button></form>`;
    return recoveryCodesPage(first.codes, next);
  }
}
