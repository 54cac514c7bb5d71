import { openDesk, SUPPORT, TICKET, world, type Desk } from './desk';

const WORKSPACE = `${SUPPORT}/fileWorkspaces/forms`;
const FILE = `${WORKSPACE}/files/form.html`;
const MEGABYTE = 1024 * 1024;

describe('files of support tickets', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  beforeEach(async () => {
    await desk.client.sim('POST', 'reset', world);
    await desk.client.arm('PUT', WORKSPACE);
  });
  afterAll(() => desk.client.close());
  const put = (fileSize: unknown, chunkSize: unknown, numberOfChunks: unknown) =>
    desk.client.arm('PUT', FILE, { properties: { fileSize, chunkSize, numberOfChunks } });
  const upload = (content: unknown, chunkIndex: unknown) => desk.client.arm('POST', `${FILE}/upload`, { content, chunkIndex });
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('live in a workspace', async () => {
    const { client } = desk;
    expect(await client.arm('PUT', WORKSPACE)).toMatchObject({ status: 201, body: { type: 'Microsoft.Support/fileWorkspaces' } });
    const { createdOn, expirationTime } = await desk.properties(WORKSPACE);
    expect(Date.parse(expirationTime as string)).toBeGreaterThan(Date.parse(createdOn as string));
    await desk.attach(WORKSPACE, 'a.txt', 'hello');
    expect(await desk.properties(`${WORKSPACE}/files/a.txt`)).toMatchObject({ fileSize: 5, chunkSize: 5, numberOfChunks: 1 });
    expect((await client.arm('GET', `${WORKSPACE}/files`)).value.map((one) => one['name'])).toEqual(['a.txt']);
    for (const missing of [`${SUPPORT}/fileWorkspaces/none`, `${SUPPORT}/fileWorkspaces/none/files`, `${WORKSPACE}/files/none`])
      expect((await client.arm('GET', missing)).status).toBe(404);
    expect((await client.arm('PUT', `${SUPPORT}/fileWorkspaces/a b`)).status).toBe(400);
  });

  it('of a ticket that names no workspace are in one with the ticket’s number', async () => {
    await desk.open();
    const { supportTicketId, fileWorkspaceName } = await desk.properties(TICKET);
    expect(fileWorkspaceName).toBe(supportTicketId);
    expect((await desk.client.arm('GET', `${SUPPORT}/fileWorkspaces/${fileWorkspaceName as string}`)).status).toBe(200);
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
    expect((await desk.client.arm('GET', FILE)).status).toBe(404);
  });

  it('of the largest size are taken', async () => {
    await expect(desk.attach(WORKSPACE, 'big', 'x'.repeat(5 * MEGABYTE), 2.5 * MEGABYTE)).resolves.toBeUndefined();
  });

  it('come in order, each chunk of its size, the last one again after a lost answer', async () => {
    await put(7, 5, 2);
    expect((await upload(base64('world'), 1)).message).toContain('must be 0');
    expect((await upload(base64('hell'), 0)).message).toContain('5 bytes');
    expect((await upload('no base64!', 0)).status).toBe(400);
    await desk.client.sim('POST', 'faults', { match: { path: 'upload' }, action: { dropAnswer: true } });
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
