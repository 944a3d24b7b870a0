import { hash, verify } from '@node-rs/argon2';

/** Turns passwords into what is kept of them. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hashed: string, password: string): Promise<boolean>;
  /** Whether it was made with weaker parameters than today's. */
  isOutdated(hashed: string): boolean;
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;

/** Argon2id (RFC 9106), off the main thread. One password typed on two keyboards is the same: it is brought to NFKC. */
export const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(password.normalize('NFKC'), PARAMETERS),
  verify: (hashed, password) => verify(hashed, password.normalize('NFKC')),
  isOutdated(hashed) {
    const [, memory, time] = FORM.exec(hashed) ?? [];
    return !(Number(memory) >= PARAMETERS.memoryCost && Number(time) >= PARAMETERS.timeCost);
  },
};
