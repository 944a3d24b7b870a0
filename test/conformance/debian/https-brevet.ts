import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config.ts';
import { demoIssuer } from '../../../src/demo/demo-issuer.ts';
import { type Brevet, startBrevet } from '../../../src/main.ts';
import { testAuthority } from '../../support/certificates/test-authority.ts';
import { serverStore } from '../../support/stores/server-store.ts';
import { trustingRequest } from './trusting-request.ts';

export interface HttpsBrevet {
  readonly url: string;
  /** The file of the authority that clients must trust. */
  readonly caPath: string;
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** A token for a demo person. */
  token(name: string): Promise<string>;
  /** Calls as a demo person; the body of the answer. Fails the test unless the status is 2xx. */
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  call(name: string, method: string, path: string, body?: unknown): Promise<any>;
  stop(): Promise<void>;
}

const AUDIENCE = 'https://brevet.local';
const clock = () => Temporal.Now.instant();

/** The whole server on the demo organisation, by the wall clock, over HTTPS with the certificate of a private authority. */
export async function httpsBrevet(): Promise<HttpsBrevet> {
  const store = await serverStore();
  const folder = await mkdtemp(join(tmpdir(), 'brevet-https-'));
  const path = (name: string) => join(folder, name);
  const authority = testAuthority();
  const { certPem, keyPem } = authority.issue();
  await writeFile(path('ca.pem'), authority.certPem);
  await writeFile(path('cert.pem'), certPem);
  await writeFile(path('key.pem'), keyPem);
  const config = loadConfig({
    BREVET_PORT: '0',
    ...store.settings,
    BREVET_TLS_CERT: path('cert.pem'),
    BREVET_TLS_KEY: path('key.pem'),
    BREVET_LOG_LEVEL: 'fatal',
  });
  const brevet: Brevet = await startBrevet({ config, clock });
  const issuer = await demoIssuer({ dataDir: store.dataDir });
  const token = (name: string) => issuer.sign(name, { audience: AUDIENCE, clock, amr: ['pwd', 'mfa'] });
  return {
    url: brevet.publicUrl,
    caPath: path('ca.pem'),
    folder,
    token,
    async call(name, method, address, body) {
      const bearer = await token(name);
      const answer = await trustingRequest(brevet.publicUrl + address, authority.certPem, method, bearer, body);
      return answer === '' ? null : JSON.parse(answer);
    },
    async stop() {
      await brevet.stop();
      await store.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
