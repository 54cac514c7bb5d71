import { BATCH, destination, firstText, LOGS, openRdfe, shopWorld, SPARE, texts, UNITS, VNET, type Rdfe } from './support';

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe();
});
beforeEach(() => rdfe.sim('POST', 'reset', shopWorld()));
afterEach(async () => expect(await rdfe.invariants()).toEqual([]));
afterAll(() => rdfe.close());

const status = (reply: { xml: string }) => firstText(reply.xml, 'Status');

describe.each(UNITS)('%s', (unit) => {
  test('is validated: messages, none of them an error, and nothing changes', async () => {
    const before = await rdfe.state();
    const reply = await rdfe.verb(unit, 'validate');
    expect(reply.status).toBe(200);
    expect(texts(reply.xml, 'Category')).toContain('Information');
    expect(texts(reply.xml, 'Category')).not.toContain('Error');
    expect(await rdfe.state()).toBe(before);
  });

  test('goes from prepare to commit, minutes at a time', async () => {
    const prepare = await rdfe.verb(unit, 'prepare');
    expect(prepare).toMatchObject({ status: 202, xml: '' });
    expect(prepare.requestId).toMatch(/^[0-9a-f]{32}$/);
    await rdfe.advance('2m');
    expect(status(await rdfe.operation(prepare.requestId))).toBe('InProgress');
    await rdfe.advance('10m');
    const ended = await rdfe.operation(prepare.requestId);
    expect([status(ended), firstText(ended.xml, 'HttpStatusCode'), firstText(ended.xml, 'ID')]).toEqual([
      'Succeeded',
      '200',
      prepare.requestId,
    ]);
    expect(await rdfe.invariants()).toEqual([]);
    expect(status(await rdfe.ended(unit, 'commit'))).toBe('Succeeded');
  });

  test('may be asked for the same again: nothing changes, and it succeeds', async () => {
    expect(status(await rdfe.ended(unit, 'abort'))).toBe('Succeeded');
    await rdfe.ended(unit, 'prepare');
    const prepared = await rdfe.state();
    expect(status(await rdfe.ended(unit, 'prepare'))).toBe('Succeeded');
    expect(await rdfe.state()).toBe(prepared);
    await rdfe.ended(unit, 'commit');
    const committed = await rdfe.state();
    expect(status(await rdfe.ended(unit, 'commit'))).toBe('Succeeded');
    expect(await rdfe.state()).toBe(committed);
  });

  test('is as it was before after an abort', async () => {
    const before = await rdfe.state();
    await rdfe.ended(unit, 'prepare');
    expect(await rdfe.state()).not.toBe(before);
    expect(status(await rdfe.ended(unit, 'abort'))).toBe('Succeeded');
    expect(await rdfe.state()).toBe(before);
    expect(status(await rdfe.ended(unit, 'prepare'))).toBe('Succeeded');
  });

  test('is not committed before it is prepared, nor aborted or prepared once it is committed', async () => {
    expect(await rdfe.verb(unit, 'commit')).toMatchObject({ status: 400, code: 'BadRequest' });
    await rdfe.ended(unit, 'prepare');
    await rdfe.ended(unit, 'commit');
    expect(await rdfe.verb(unit, 'abort')).toMatchObject({ status: 400, code: 'BadRequest' });
    expect(await rdfe.verb(unit, 'prepare')).toMatchObject({ status: 404, code: 'ResourceNotFound' });
    expect(await rdfe.verb(unit, 'validate')).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  });

  test('has one operation at a time; the refusal names it', async () => {
    const { requestId } = await rdfe.verb(unit, 'prepare');
    for (const comp of ['prepare', 'commit', 'abort']) {
      const reply = await rdfe.verb(unit, comp);
      expect(reply).toMatchObject({ status: 409, code: 'ConflictError' });
      expect(reply.message).toContain(requestId);
    }
  });

  test('is as it was before when prepare fails, and still prepared when a commit or an abort fails', async () => {
    const fails = (comp: string) =>
      rdfe.sim('POST', 'faults', {
        match: { method: 'POST', path: `migration\\?comp=${comp}` },
        action: { lro: { status: 500, code: 'InternalError', message: 'Internal server error' } },
      });
    const before = await rdfe.state();
    await fails('prepare');
    const failed = await rdfe.ended(unit, 'prepare');
    expect([status(failed), firstText(failed.xml, 'HttpStatusCode'), failed.code, failed.message]).toEqual([
      'Failed',
      '500',
      'InternalError',
      'Internal server error',
    ]);
    expect(await rdfe.state()).toBe(before);
    await rdfe.ended(unit, 'prepare');
    const prepared = await rdfe.state();
    for (const comp of ['commit', 'abort']) {
      await fails(comp);
      expect(status(await rdfe.ended(unit, comp))).toBe('Failed');
      expect(await rdfe.state()).toBe(prepared);
    }
    expect(status(await rdfe.ended(unit, 'abort'))).toBe('Succeeded');
    expect(await rdfe.state()).toBe(before);
  });
});

test('an answer that is lost did its work: the same verb again names the operation, and later succeeds', async () => {
  await rdfe.sim('POST', 'faults', { match: { path: 'comp=prepare' }, action: { dropAnswer: true } });
  await expect(rdfe.verb(LOGS, 'prepare')).rejects.toThrow();
  expect(await rdfe.verb(LOGS, 'prepare')).toMatchObject({ status: 409, code: 'ConflictError' });
  await rdfe.advance('1h');
  expect(await rdfe.idsIn('shoplogs-migrated')).toHaveLength(1);
  expect(status(await rdfe.ended(LOGS, 'prepare'))).toBe('Succeeded');
});

test('an operation that never ends keeps the unit to itself', async () => {
  await rdfe.sim('POST', 'faults', { match: { path: 'comp=prepare' }, action: { neverEnds: true } });
  const { requestId } = await rdfe.verb(LOGS, 'prepare');
  await rdfe.advance('30d');
  expect(status(await rdfe.operation(requestId))).toBe('InProgress');
  expect((await rdfe.rdfe('GET', LOGS)).xml).toContain('<MigrationState>Preparing</MigrationState>');
  expect(await rdfe.verb(LOGS, 'abort')).toMatchObject({ status: 409, code: 'ConflictError' });
});

test('a snapshot takes a running migration along', async () => {
  const { requestId } = await rdfe.verb(VNET, 'prepare');
  const { body } = await rdfe.sim('GET', 'snapshot');
  await rdfe.sim('POST', 'reset', shopWorld());
  expect((await rdfe.operation(requestId)).status).toBe(404);
  await rdfe.sim('POST', 'snapshot', body);
  await rdfe.advance('1h');
  expect(status(await rdfe.operation(requestId))).toBe('Succeeded');
  expect((await rdfe.rdfe('GET', 'services/networking/virtualnetwork')).xml).toContain(
    '<MigrationState>Prepared</MigrationState>',
  );
  expect(await rdfe.idsIn('shop-vnet-migrated')).toHaveLength(2);
});

test('all of a subscription goes, unit by unit, in the order in which they depend on one another', async () => {
  expect(await rdfe.verb('services/storageservices/shopdisks', 'prepare')).toMatchObject({ status: 400 });
  const order = [VNET, BATCH, 'services/storageservices/shopdisks', LOGS, 'services/networking/networksecuritygroups/front-nsg'];
  for (const unit of [...order, ...Object.values(SPARE)]) {
    expect([unit, status(await rdfe.ended(unit, 'prepare'))]).toEqual([unit, 'Succeeded']);
    expect([unit, status(await rdfe.ended(unit, 'commit'))]).toEqual([unit, 'Succeeded']);
    expect(await rdfe.invariants()).toEqual([]);
  }
  const lists = ['networking/virtualnetwork', 'storageservices', 'networking/networksecuritygroups', 'networking/reservedips'];
  for (const list of [...lists, 'networking/routetables'])
    expect(texts((await rdfe.rdfe('GET', `services/${list}`)).xml, 'Name')).toEqual([]);
  expect(texts((await rdfe.rdfe('GET', 'services/hostedservices')).xml, 'ServiceName')).toEqual(['shop-orders']);
});

test('a deployment says where its machines go, and an existing network has to be there', async () => {
  expect(await rdfe.verb(BATCH, 'prepare', '')).toMatchObject({ status: 400, code: 'BadRequest' });
  expect(await rdfe.verb(BATCH, 'prepare', destination('Somewhere'))).toMatchObject({ status: 400, code: 'BadRequest' });
  expect(await rdfe.verb(BATCH, 'prepare', destination('Existing', 'g'))).toMatchObject({ status: 400, code: 'BadRequest' });
  const missing = await rdfe.ended(BATCH, 'prepare', destination('Existing', 'shop-vnet-migrated', 'shop-vnet', 'back'));
  expect([status(missing), missing.code]).toEqual(['Failed', 'BadRequest']);
  await rdfe.ended(VNET, 'prepare');
  await rdfe.ended(VNET, 'commit');
  const wrong = await rdfe.ended(BATCH, 'prepare', destination('Existing', 'shop-vnet-migrated', 'shop-vnet', 'none'));
  expect(wrong.message).toContain('subnet none');
  const there = await rdfe.ended(BATCH, 'prepare', destination('Existing', 'shop-vnet-migrated', 'shop-vnet', 'back'));
  expect(status(there)).toBe('Succeeded');
  expect(await rdfe.idsIn('shop-batch-Migrated')).not.toContainEqual(expect.stringContaining('virtualNetworks'));
});
