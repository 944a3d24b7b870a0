import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bitString, context, integer, octetString, oid, sequence, set, TRUE, utcTime, utf8 } from './der.ts';

export interface IssuedCertificate {
  readonly certPem: string;
  readonly keyPem: string;
}

/** A certificate authority that lives as long as a test. */
export interface TestAuthority {
  /** What a client must trust. */
  readonly certPem: string;
  /** A server's certificate for `localhost` and 127.0.0.1, with a key of its own. */
  issue(): IssuedCertificate;
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** Makes an authority (RFC 5280, ECDSA on P-256) with nothing but `node:crypto`. */
export function testAuthority(): TestAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authority: Subject = { name: 'Test authority', publicKey: keys.publicKey };
  const certify = (subject: Subject, extensions: readonly Uint8Array[]) =>
    pem('CERTIFICATE', certificate(subject, extensions, authority, keys.privateKey));
  const isAuthority = extension('2.5.29.19', sequence(TRUE), true);
  const signsCertificates = extension('2.5.29.15', bitString(Buffer.from([0x06]), 1), true);
  return {
    certPem: certify(authority, [isAuthority, signsCertificates]),
    issue() {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const names = sequence(
        context(2, Buffer.from('localhost'), false),
        context(7, Buffer.from([127, 0, 0, 1]), false),
      );
      return {
        certPem: certify({ name: 'localhost', publicKey }, [extension('2.5.29.17', names)]),
        keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
}

function certificate(
  subject: Subject,
  extensions: readonly Uint8Array[],
  issuer: Subject,
  issuerKey: KeyObject,
): Uint8Array {
  const identifiers = [
    extension('2.5.29.14', octetString(keyIdentifier(subject.publicKey))),
    extension('2.5.29.35', sequence(context(0, keyIdentifier(issuer.publicKey), false))),
  ];
  const content = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    commonName(issuer.name),
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + DAY_MS))),
    commonName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...identifiers, ...extensions)),
  );
  return sequence(content, ECDSA_WITH_SHA256, bitString(sign('sha256', content, issuerKey)));
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(name))));
}

function extension(id: string, value: Uint8Array, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [TRUE] : []), octetString(value));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
