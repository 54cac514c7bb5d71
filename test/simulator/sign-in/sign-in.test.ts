import { ClientSecretCredential } from '@azure/identity';
import { type Client, openClient } from '../support/client';
import { FOREIGN, OTHER_TENANT, PARTNER_TENANT, smallWorld, SOURCE, TARGET, TENANT } from '../support/small-world';

describe('sign-in', () => {
  let client: Client;
  const app = (tenantId: string) => {
    const found = client.simulator.apps.find((one) => one.tenantId === tenantId);
    if (!found) throw new Error(`no app of ${tenantId}`);
    return found;
  };
  const tokenOf = async (tenantId: string, of = tenantId) => {
    const { clientId, clientSecret } = app(of);
    const { body } = await client.token(tenantId, clientId, clientSecret);
    return (body as { access_token: string }).access_token;
  };
  beforeAll(async () => {
    client = await openClient({ world: smallWorld() });
  });
  afterAll(() => client.close());

  it('gives a client-credentials token that ARM takes', async () => {
    const { value } = await client.arm('GET', '/subscriptions', undefined, await tokenOf(TENANT));
    expect(value.map((one) => one['subscriptionId'])).toEqual([SOURCE, TARGET]);
  });

  it('works with the unmodified credential of the Azure SDK', async () => {
    const { clientId, clientSecret } = app(TENANT);
    const credential = new ClientSecretCredential(TENANT, clientId, clientSecret, {
      authorityHost: client.simulator.url,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: client.simulator.caPem },
    });
    const { token, expiresOnTimestamp } = await credential.getToken(`${client.simulator.url}/.default`);
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now());
    expect((await client.arm('GET', `/subscriptions/${SOURCE}`, undefined, token)).status).toBe(200);
  });

  it('refuses a wrong secret as Entra does', async () => {
    const reply = await client.token(TENANT, app(TENANT).clientId, 'wrong');
    expect(reply.status).toBe(401);
    expect(reply.body).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000215],
      error_description: expect.stringMatching(/^AADSTS7000215: /),
    });
  });

  it('refuses an application of another directory, and an unknown directory', async () => {
    const { clientId, clientSecret } = app(OTHER_TENANT);
    expect((await client.token(TENANT, clientId, clientSecret)).body).toMatchObject({ error_codes: [700016] });
    expect((await client.token('nowhere.example', clientId, clientSecret)).body).toMatchObject({ error_codes: [90002] });
  });

  it('lets a partner’s application in at its customers’, and there alone', async () => {
    const { clientId, clientSecret } = app(PARTNER_TENANT);
    expect((await client.token(TENANT, clientId, clientSecret)).status).toBe(200);
    expect((await client.token(OTHER_TENANT, clientId, clientSecret)).status).toBe(400);
  });

  it('renews by refresh token', async () => {
    const { clientId, clientSecret } = app(TENANT);
    const form = (fields: Record<string, string>) =>
      client.send('POST', `/${TENANT}/oauth2/v2.0/token`, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const first = (await client.token(TENANT, clientId, clientSecret)).body as { access_token: string };
    const renewed = await form({ grant_type: 'refresh_token', client_id: clientId, refresh_token: first.access_token });
    expect(renewed.status).toBe(200);
    expect((await form({ grant_type: 'refresh_token', client_id: clientId, refresh_token: 'a.b.c' })).body).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('challenges a request without a token, with a foreign one and with one that has expired', async () => {
    const none = await client.send('GET', '/subscriptions?api-version=2021-04-01');
    expect(none).toMatchObject({
      status: 401,
      code: 'AuthenticationFailed',
      headers: { 'www-authenticate': expect.stringMatching(/^Bearer authorization_uri=/) },
    });
    expect(await client.arm('GET', '/subscriptions', undefined, 'x.y.z')).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
    await client.sim('POST', 'tokens', { seconds: 0 });
    const expired = await tokenOf(TENANT);
    await client.sim('POST', 'tokens', { seconds: 3599 });
    expect(await client.arm('GET', '/subscriptions', undefined, expired)).toMatchObject({
      status: 401,
      code: 'ExpiredAuthenticationToken',
      headers: { 'www-authenticate': expect.stringContaining('invalid_token') },
    });
  });

  it('tells a subscription of another tenant from one that does not exist', async () => {
    const token = await tokenOf(TENANT);
    expect(await client.arm('GET', `/subscriptions/${FOREIGN}`, undefined, token)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationTokenTenant',
    });
    expect(await client.arm('GET', '/subscriptions/44444444-0000-4000-8000-000000000004', undefined, token)).toMatchObject({
      status: 404,
      code: 'SubscriptionNotFound',
    });
    expect(await client.arm('GET', '/subscriptions/nonsense', undefined, token)).toMatchObject({
      status: 400,
      code: 'InvalidSubscriptionId',
    });
  });

  it('has a development identity that may do everything, by secret and by static token', async () => {
    expect((await client.arm('GET', `/subscriptions/${FOREIGN}`)).status).toBe(200);
    const { access_token } = (await client.token(OTHER_TENANT, 'sim', 'sim')).body as { access_token: string };
    expect((await client.arm('GET', `/subscriptions/${SOURCE}`, undefined, access_token)).status).toBe(200);
  });

  it('publishes what clients look up before they sign in', async () => {
    const { url } = client.simulator;
    expect((await client.send('GET', `/${TENANT}/v2.0/.well-known/openid-configuration`)).body).toMatchObject({
      token_endpoint: `${url}/${TENANT}/oauth2/v2.0/token`,
    });
    expect((await client.send('GET', '/metadata/endpoints?api-version=2022-09-01')).body).toMatchObject({ resourceManager: url });
    expect((await client.send('GET', '/common/discovery/instance?api-version=1.1')).body).toMatchObject({
      tenant_discovery_endpoint: expect.stringContaining(url),
    });
  });

  it('names principals through Graph', async () => {
    const partner = (
      await client.arm('GET', `/subscriptions/${TARGET}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`)
    ).value
      .map((one) => one['properties'] as { principalId: string; principalType: string })
      .find((one) => one.principalType === 'ForeignGroup');
    const headers = { authorization: 'Bearer sim' };
    const byIds = await client.send('POST', '/v1.0/directoryObjects/getByIds', { ids: [partner?.principalId] }, headers);
    expect(byIds.value).toMatchObject([{ displayName: "Foreign Principal for 'Northwind' in Role 'TenantAdmins' (Northwind)" }]);
    const filtered = await client.send(
      'GET',
      `/v1.0/servicePrincipals?$filter=${encodeURIComponent(`servicePrincipalNames/any(c:c eq '${app(TENANT).clientId}')`)}`,
      undefined,
      headers,
    );
    expect(filtered.value).toMatchObject([{ appId: app(TENANT).clientId }]);
    expect((await client.send('GET', '/v1.0/users')).status).toBe(401);
  });
});
