import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface AnswerOptions {
  /** Where the browser says that it is; the site itself unless given. */
  readonly origin?: string;
  /** Whether the authenticator says that it verified the person; yes unless given. */
  readonly isVerified?: boolean;
  /** What the authenticator counts; one more than before unless given. */
  readonly counter?: number;
  /** Signs by a key that is not the passkey's. */
  readonly isForged?: boolean;
  /** Asks for a key of another site. */
  readonly rpId?: string;
}

/** An authenticator in software that does what it is told, also what none would do. */
export interface SoftwarePasskey {
  readonly credentialId: string;
  // biome-ignore lint/suspicious/noExplicitAny: options as they came over the wire
  create(options: any, answer?: AnswerOptions): object;
  // biome-ignore lint/suspicious/noExplicitAny: options as they came over the wire
  use(options: any, answer?: AnswerOptions): object;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** A passkey for the site at an origin. */
export function softwarePasskey(site: string): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle: string | undefined;

  function authenticatorData(rpId: string, flags: number, count: number, attested = Buffer.alloc(0)): Buffer {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counted, attested]);
  }

  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const named = { id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} };

  return {
    credentialId: base64url(id),
    create({ challenge, rp, user }, { origin = site, isVerified = true, rpId = rp.id } = {}) {
      userHandle = user.id;
      const key = coseKey(publicKey);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, key]);
      const flags = PRESENT | ATTESTED | (isVerified ? VERIFIED : 0);
      const object = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authenticatorData(rpId, flags, counter, attested))],
      ]);
      const attestationObject = base64url(isoCBOR.encode(object as never));
      const clientDataJSON = base64url(clientData('webauthn.create', challenge, origin));
      return { ...named, response: { clientDataJSON, attestationObject, transports: ['internal'] } };
    },
    use({ challenge, rpId: asked }, answer = {}) {
      const { origin = site, isVerified = true, isForged = false, rpId = asked } = answer;
      counter = answer.counter ?? counter + 1;
      const data = authenticatorData(rpId, PRESENT | (isVerified ? VERIFIED : 0), counter);
      const client = clientData('webauthn.get', challenge, origin);
      const by: KeyObject = isForged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : privateKey;
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), by);
      const response = {
        authenticatorData: base64url(data),
        clientDataJSON: base64url(client),
        signature: base64url(signature),
        userHandle,
      };
      return { ...named, response };
    },
  };
}

/** ES256 in the form of COSE (RFC 9053). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const key = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return Buffer.from(isoCBOR.encode(key as never));
}
