import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTOSO, FABRIKAM, items, openPartners, type Partners } from '../partner-center/support';

const FOLDER = join(__dirname, '../../../../shared/azure/partner-center-swagger');
const maybe = existsSync(FOLDER) ? describe : describe.skip;

interface Schema {
  type?: string;
  enum?: unknown[];
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

interface Swagger {
  basePath: string;
  paths: Record<string, Record<string, { responses: Record<string, { schema?: Schema }> }>>;
  definitions: Record<string, Schema>;
}

const swagger = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Swagger;

/** Where a body is of another type than is published. Members that are not published are none of it; enumerations go over the wire by name. */
function deviations({ definitions }: Swagger, schema: Schema, value: unknown, at = ''): string[] {
  const meant = schema.$ref === undefined ? schema : (definitions[schema.$ref.replace('#/definitions/', '')] ?? {});
  if (value === null || value === undefined) return [];
  if (meant.enum !== undefined)
    return ['string', 'number'].includes(typeof value) ? [] : [`${at}: ${typeof value} for an enumeration`];
  if (meant.type === 'array') {
    if (!Array.isArray(value)) return [`${at}: no list`];
    return value.flatMap((one) => deviations({ definitions } as Swagger, meant.items ?? {}, one, `${at}/#`));
  }
  if (meant.properties !== undefined) {
    if (typeof value !== 'object' || Array.isArray(value)) return [`${at}: no object`];
    const known = new Map(Object.entries(meant.properties).map(([name, inner]) => [name.toLowerCase(), inner]));
    return Object.entries(value).flatMap(([name, inner]) =>
      deviations({ definitions } as Swagger, known.get(name.toLowerCase()) ?? {}, inner, `${at}/${name}`),
    );
  }
  const type = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean' }[meant.type ?? ''];
  return type === undefined || typeof value === type ? [] : [`${at}: ${typeof value} instead of ${type}`];
}

/** Published and not in the simulator: answered with 501, by name. */
const NOT_MODELLED = /applicationmfaadoptionstatus|partnerRequests|internalApp/;

/** Documented examples show another form than the swagger: bare lists become collections there, and the reverse. */
const OTHERWISE_DOCUMENTED = new Set([
  'GET /v{version}/agreements',
  'GET /v{version}/customers/{customer_id}/agreements',
  'GET /v{version}/customers/{customer_id}/qualification',
  'GET /v{version}/customers/{customer_id}/qualifications',
  'GET /v{version}/SelfServePolicy/{id}',
  'POST /v{version}/registration/validationEvents',
]);

const QUERY: Record<string, string> = {
  '/v1/auditrecords': '?startDate=2020-01-01',
  '/v1/relationships': '?relationship_type=IsIndirectCloudSolutionProviderOf',
  '/v1/SelfServePolicy': `?entity_id=${FABRIKAM}`,
};

maybe('the published paths of Partner Center (skipped without ../shared)', () => {
  let partners: Partners;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    partners = await openPartners();
    const order = { lineItems: [{ offerId: '796B6B5F-613C-4E24-A17C-EBA730D49C02', quantity: 1 }] };
    await partners.contoso('POST', `/v1/customers/${FABRIKAM}/orders`, order);
    await partners.contoso('POST', '/v1/SelfServePolicy', {
      selfServeEntity: { selfServeEntityType: 'customer', tenantID: FABRIKAM },
      grantor: { grantorType: 'billToPartner', tenantID: CONTOSO },
      permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
    });
    await partners.contoso('POST', '/webhooks/v1/registration', {
      WebhookUrl: 'http://127.0.0.1:9/',
      WebhookEvents: ['test-created'],
    });
    const validation = await partners.contoso('POST', '/webhooks/v1/registration/validationEvents');
    const [record] = items(await partners.contoso('GET', '/v1/auditrecords?startDate=2020-01-01'));
    Object.assign(ids, {
      customer_id: FABRIKAM,
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      domain: 'contoso.onmicrosoft.com',
      domain_prefix: 'contoso',
      correlationId: (validation.body as { correlationId: string }).correlationId,
      auditId: String(record?.['id']),
    });
  });

  afterAll(() => partners.client.close());

  const reads = existsSync(FOLDER)
    ? ['CustomerService', 'AuditService', 'Webhooks'].flatMap((name) =>
        Object.entries(swagger(name).paths).flatMap(([path, methods]) =>
          Object.keys(methods)
            .filter((method) => ['get', 'head'].includes(method))
            .map((method) => [name, method.toUpperCase(), path] as const),
        ),
      )
    : [];

  test.each(reads)('%s: %s %s', async (name, method, path) => {
    const published = swagger(name);
    const prefix = name === 'Webhooks' ? '/webhooks' : '';
    const id = path.includes('SelfServePolicy') ? `${CONTOSO}_${FABRIKAM}` : ids['auditId'];
    const filled = (prefix + path)
      .replace('{version}', '1')
      .replace('{id}', id ?? '')
      .replace(/\{(\w+)\}/g, (_all, part: string) => ids[part] ?? part);
    const reply = await partners.contoso(method, `${filled}${QUERY[filled] ?? ''}`);
    if (NOT_MODELLED.test(path)) {
      expect(reply.status).toBe(501);
      return;
    }
    // No customer of the default world was qualified with a code.
    if (path.endsWith('{customer_id}/validations')) {
      expect(reply).toMatchObject({ status: 404, body: { code: 1000 } });
      return;
    }
    expect(reply.status).toBe(200);
    const schema = published.paths[path]?.[method.toLowerCase()]?.responses['200']?.schema;
    if (schema === undefined || method === 'HEAD' || OTHERWISE_DOCUMENTED.has(`${method} ${path}`)) return;
    expect(deviations(published, schema, reply.body)).toEqual([]);
  });

  test('every path that changes something is known by its method', async () => {
    const writes = ['CustomerService', 'Webhooks'].flatMap((name) =>
      Object.entries(swagger(name).paths).flatMap(([path, methods]) =>
        Object.keys(methods)
          .filter((method) => ['post', 'put', 'patch', 'delete'].includes(method))
          .map((method) => [method.toUpperCase(), (name === 'Webhooks' ? '/webhooks' : '') + path] as const),
      ),
    );
    const unknown: string[] = [];
    for (const [method, path] of writes) {
      if (NOT_MODELLED.test(path)) continue;
      // Nothing is sent along, so that nothing is changed: what matters is that the path is not taken for a wrong one.
      const filled = path.replace('{version}', '1').replace(/\{\w+\}/g, 'c0000000-0000-4000-8000-00000000dead');
      const { status, body } = await partners.contoso(method, filled, method === 'DELETE' ? undefined : {});
      if (status === 405 || status === 501 || /is not a path/.test(JSON.stringify(body)))
        unknown.push(`${method} ${path}: ${status}`);
    }
    expect(unknown).toEqual([]);
  });
});
