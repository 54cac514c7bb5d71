import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { keyVault } from '../../../activities/azure/key-vault/key-vault';
import type { Secrets } from '../../../activities/ports/arm';
import { testTls } from '../../support/tls';
import { failureOf } from '../partner-center/loopback';

/**
 * A Key Vault as learn.microsoft.com/rest/api/keyvault/secrets describes it: a challenge first, versions, soft delete. A deleted secret keeps its
 * name until it is recovered. No value is ever given out.
 */
class Vault {
  readonly secrets = new Map<string, { versions: { value: string }[]; deleted: boolean }>();
  readonly calls: string[] = [];
  refuse: { status: number; code: string } | undefined;
  url = '';
  private server: Server | undefined;

  async start(): Promise<string> {
    const tls = await testTls();
    this.server = createServer({ cert: tls.certPem, key: tls.keyPem }, (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const say = (status: number, body: unknown, headers: Record<string, string> = {}) => {
          response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
        };
        if (request.headers.authorization !== 'Bearer vault-token') {
          say(
            401,
            { error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' } },
            {
              'www-authenticate': `Bearer authorization="${this.url}/tenant", resource="https://vault.azure.net"`,
            },
          );
          return;
        }
        const at = new URL(request.url ?? '', this.url).pathname;
        this.calls.push(`${request.method} ${at}`);
        if (this.refuse) return say(this.refuse.status, { error: { code: this.refuse.code, message: 'Refused.' } });
        const [status, body] = this.answer(request.method ?? '', at, Buffer.concat(parts).toString());
        say(status, body);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return tls.caPem;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server?.close(() => resolve());
      this.server?.closeAllConnections();
    });
  }

  private answer(method: string, at: string, text: string): [number, unknown] {
    const [, kind, name = '', act] = at.split('/');
    const known = this.secrets.get(name);
    const missing: [number, unknown] = [
      404,
      { error: { code: 'SecretNotFound', message: `A secret with (name/id) ${name} was not found.` } },
    ];
    const view = (more = {}) => ({
      id: `${this.url}/secrets/${name}/v${known?.versions.length ?? 1}`,
      attributes: { enabled: true },
      ...more,
    });
    if (kind === 'secrets' && method === 'PUT') {
      if (known?.deleted)
        return [
          409,
          {
            error: {
              code: 'Conflict',
              message: `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused.`,
              innererror: { code: 'ObjectIsDeletedButRecoverable' },
            },
          },
        ];
      const { value } = JSON.parse(text) as { value: string };
      this.secrets.set(name, { versions: [...(known?.versions ?? []), { value }], deleted: false });
      return [200, view({ value })];
    }
    if (!known) return missing;
    if (kind === 'secrets' && method === 'GET' && act === 'versions')
      return [200, { value: known.deleted ? [] : [view()], nextLink: null }];
    if (kind === 'secrets' && known.deleted) return missing;
    if (kind === 'secrets' && method === 'GET') return [200, view({ value: known.versions.at(-1)?.value })];
    if (kind === 'secrets' && method === 'DELETE') {
      known.deleted = true;
      return [200, view({ recoveryId: `${this.url}/deletedsecrets/${name}` })];
    }
    if (kind === 'deletedsecrets' && method === 'GET') return known.deleted ? [200, view({ recoveryId: '' })] : missing;
    if (kind === 'deletedsecrets' && method === 'POST' && act === 'recover') {
      known.deleted = false;
      return [200, view()];
    }
    return [405, { error: { code: 'MethodNotAllowed', message: at } }];
  }
}

describe('secrets in a key vault', () => {
  const vault = new Vault();
  let secrets: Secrets;
  let scopes: string[];
  beforeAll(async () => {
    const ca = await vault.start();
    const credential = {
      getToken: (asked: string | string[]) => {
        scopes.push(...[asked].flat());
        return Promise.resolve({ token: 'vault-token', expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    };
    scopes = [];
    secrets = keyVault(vault.url, credential, { tlsOptions: { ca }, disableChallengeResourceVerification: true });
  });
  afterEach(() => {
    vault.calls.length = 0;
    vault.refuse = undefined;
  });
  afterAll(() => vault.stop());
  const NAME = 'admin@fabrikam.onmicrosoft.com';

  it('are put under a name that people find, for the vault the challenge names', async () => {
    const ref = await secrets.put(NAME, 'p-1');
    expect(ref).toEqual({
      uri: expect.stringMatching(new RegExp(`^${vault.url}/secrets/admin-fabrikam-onmicrosoft-com-[0-9a-f]{12}$`)) as string,
      name: NAME,
    });
    expect(await secrets.exists(NAME)).toEqual(ref);
    expect(await secrets.exists('nobody@fabrikam.onmicrosoft.com')).toBeUndefined();
    expect(scopes).toContain('https://vault.azure.net/.default');
  });

  it('are never read', async () => {
    await secrets.put(NAME, 'p-1');
    await secrets.exists(NAME);
    expect(vault.calls.filter((call) => /^GET \/secrets\/[^/]+\/?$/.test(call))).toEqual([]);
  });

  it('put again are a new version, put again after their removal are recovered first', async () => {
    await secrets.put(NAME, 'p-2');
    expect(await secrets.remove(NAME)).toBe(true);
    expect(await secrets.exists(NAME)).toBeUndefined();
    expect(await secrets.remove(NAME)).toBe(false);
    const { uri } = await secrets.put(NAME, 'p-3');
    const kept = vault.secrets.get(uri.slice(uri.lastIndexOf('/') + 1));
    expect(kept).toMatchObject({ deleted: false });
    expect(kept?.versions.at(-1)).toEqual({ value: 'p-3' });
  });

  it('that the vault refuses fail by name, without the value', async () => {
    vault.refuse = { status: 403, code: 'Forbidden' };
    const failure = await failureOf(secrets.put(NAME, 'S3cret-value'));
    expect(failure.type).toBe('AccessDenied');
    expect(failure.message).toMatch(/^put admin@fabrikam\.onmicrosoft\.com into the key vault: /);
    expect(JSON.stringify(failure)).not.toContain('S3cret-value');
  });
});
