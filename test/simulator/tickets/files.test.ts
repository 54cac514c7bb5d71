import { openTickets, SUPPORT, TICKET, world, type Tickets } from './support';

const WORKSPACE = `${SUPPORT}/fileWorkspaces/forms`;
const FILE = `${WORKSPACE}/files/form.html`;
const MEGABYTE = 1024 * 1024;

describe('files of support tickets', () => {
  let tickets: Tickets;
  beforeAll(async () => {
    tickets = await openTickets();
  });
  beforeEach(async () => {
    await tickets.client.sim('POST', 'reset', world);
    await tickets.client.arm('PUT', WORKSPACE);
  });
  afterAll(() => tickets.client.close());
  const put = (fileSize: unknown, chunkSize: unknown, numberOfChunks: unknown) =>
    tickets.client.arm('PUT', FILE, { properties: { fileSize, chunkSize, numberOfChunks } });
  const upload = (content: unknown, chunkIndex: unknown) => tickets.client.arm('POST', `${FILE}/upload`, { content, chunkIndex });
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('live in a workspace', async () => {
    const { client } = tickets;
    expect(await client.arm('PUT', WORKSPACE)).toMatchObject({ status: 201, body: { type: 'Microsoft.Support/fileWorkspaces' } });
    const { createdOn, expirationTime } = await tickets.properties(WORKSPACE);
    expect(Date.parse(expirationTime as string)).toBeGreaterThan(Date.parse(createdOn as string));
    await tickets.attach(WORKSPACE, 'a.txt', 'hello');
    expect(await tickets.properties(`${WORKSPACE}/files/a.txt`)).toMatchObject({ fileSize: 5, chunkSize: 5, numberOfChunks: 1 });
    expect((await client.arm('GET', `${WORKSPACE}/files`)).value.map((one) => one['name'])).toEqual(['a.txt']);
    for (const missing of [`${SUPPORT}/fileWorkspaces/none`, `${SUPPORT}/fileWorkspaces/none/files`, `${WORKSPACE}/files/none`])
      expect((await client.arm('GET', missing)).status).toBe(404);
    expect((await client.arm('PUT', `${SUPPORT}/fileWorkspaces/a b`)).status).toBe(400);
  });

  it('of a ticket that names no workspace are in one with the ticket’s number', async () => {
    await tickets.open();
    const { supportTicketId, fileWorkspaceName } = await tickets.properties(TICKET);
    expect(fileWorkspaceName).toBe(supportTicketId);
    expect((await tickets.client.arm('GET', `${SUPPORT}/fileWorkspaces/${fileWorkspaceName as string}`)).status).toBe(200);
  });

  it.each([
    ['larger than 5 MB', 5 * MEGABYTE + 1, 2.5 * MEGABYTE, 2],
    ['in chunks larger than 2.5 MB', 3 * MEGABYTE, 3 * MEGABYTE, 1],
    ['in more than two chunks', 30, 10, 3],
    ['whose chunks do not add up', 30, 10, 2],
    ['that is empty', 0, 1, 1],
    ['of no size', undefined, 10, 1],
  ])('are refused when announced %s', async (_what, fileSize, chunkSize, numberOfChunks) => {
    expect((await put(fileSize, chunkSize, numberOfChunks)).status).toBe(400);
    expect((await tickets.client.arm('GET', FILE)).status).toBe(404);
  });

  it('of the largest size are taken', async () => {
    await expect(tickets.attach(WORKSPACE, 'big', 'x'.repeat(5 * MEGABYTE), 2.5 * MEGABYTE)).resolves.toBeUndefined();
  });

  it('come in order, each chunk of its size, the last one again after a lost answer', async () => {
    await put(7, 5, 2);
    expect((await upload(base64('world'), 1)).message).toContain('must be 0');
    expect((await upload(base64('hell'), 0)).message).toContain('5 bytes');
    expect((await upload('no base64!', 0)).status).toBe(400);
    await tickets.client.sim('POST', 'faults', { match: { path: 'upload' }, action: { dropAnswer: true } });
    await expect(upload(base64('hello'), 0)).rejects.toThrow();
    expect((await upload(base64('hello'), 0)).status).toBe(204);
    expect((await upload(base64('other'), 0)).status).toBe(400);
    expect((await upload(base64('xyz'), 1)).message).toContain('2 bytes');
    expect((await upload(base64('xy'), 1)).status).toBe(204);
    expect(await upload(base64('xy'), 2)).toMatchObject({ status: 400, code: 'FileAlreadyUploaded' });
    expect((await put(4, 5, 1)).status).toBe(201);
    expect((await upload(base64('anew'), 0)).status).toBe(204);
  });
});
