import { Type } from 'typebox';
import { identityBody } from '../people/person-schema.ts';
import { guid, instant, notBlankText, nullable, strict, words } from '../schema.ts';

export const servicePrincipalId = strict({ id: guid('the id of the service principal, which is its client id') });
export const servicePrincipalOwner = strict({
  id: guid('the id of a service principal'),
  ownerId: guid('the id of a person or service principal'),
});
export const credentialId = strict({
  id: guid('the id of the service principal'),
  credentialId: guid('the credential'),
});

export const newServicePrincipal = strict({
  displayName: notBlankText('what people call it', 256),
  identity: Type.Optional(
    Type.Object(identityBody.properties, {
      additionalProperties: false,
      description: 'who it is to an identity provider whose tokens are taken; left out: it proves itself here',
    }),
  ),
});

export const servicePrincipal = strict({ id: Type.String(), displayName: Type.String(), isEnabled: Type.Boolean() });

/** An RSA or elliptic curve public key; other members of a JWK are no part of it. */
const publicKey = Type.Object(
  {
    kty: words(['RSA', 'EC'], 'RSA or EC'),
    n: Type.Optional(Type.String({ maxLength: 1400 })),
    e: Type.Optional(Type.String({ maxLength: 16 })),
    crv: Type.Optional(words(['P-256'], 'P-256')),
    x: Type.Optional(Type.String({ maxLength: 64 })),
    y: Type.Optional(Type.String({ maxLength: 64 })),
    kid: Type.Optional(Type.String({ maxLength: 128 })),
  },
  { additionalProperties: false, description: 'a public JWK for `private_key_jwt`; left out, a secret is made' },
);

export const newCredential = strict({
  displayName: notBlankText('what it is for', 256),
  expiresAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'in two years at most; in 180 days if left out' }),
  ),
  publicKey: Type.Optional(publicKey),
});

const kept = {
  id: Type.String(),
  displayName: Type.String(),
  kind: words(['secret', 'key'], 'a secret or a public key'),
  createdAt: instant('when it was added'),
  expiresAt: instant('from here on it is of no use'),
};

export const credential = strict(kept);
export const addedCredential = strict({
  ...kept,
  secret: nullable(Type.String({ description: 'shown this once and never again; null for a key' })),
});
