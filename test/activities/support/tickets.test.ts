import type { SupportRequests } from '../../../activities/azure/support/requests';
import { findTopic } from '../../../activities/azure/support/topic';
import type { NewTicket, Support } from '../../../activities/ports/partner-center';
import { failureOf } from '../partner-center/loopback';
import { FABRIKAM, type Partners, startPartners } from '../partner-center/partners';

const asked: NewTicket = {
  name: 'handover-transfer-1',
  title: 'Transfer of a subscription to another partner',
  description: 'Please move the billing of this subscription.',
  severity: 'minimal',
  fileWorkspace: 'handover-files-1',
  contact: { firstName: 'Carl', lastName: 'Conrad', email: 'carl@contoso.example', country: 'DEU', timeZone: 'UTC' },
};
const LEGACY = 'Fabrikam production';

describe('the topic of a ticket', () => {
  const topic = (...names: string[]) => {
    const named = (displayName: string) => ({ id: `/${displayName}`, name: displayName, properties: { displayName } });
    const list = (_doing: string, path: string) =>
      Promise.resolve(path.endsWith('/services') ? [named('Billing'), named('Subscription Management')] : names.map(named));
    return findTopic({ list } as unknown as SupportRequests);
  };

  it.each([
    [['Directory / Move', 'Other General Questions'], 'Other General Questions'],
    [['Other general questions', 'CSP  -  OTHER general  questions'], 'CSP  -  OTHER general  questions'],
    [
      ['Sales / Other general questions', 'Cloud Solution Provider / Other General Questions'],
      'Cloud Solution Provider / Other General Questions',
    ],
  ])('is looked up among %j', async (names, chosen) => {
    expect(await topic(...names)).toEqual({ serviceId: '/Subscription Management', problemClassificationId: `/${chosen}` });
  });

  it('is not guessed', async () => {
    expect((await failureOf(topic())).message).toMatch(/none is called "other general questions"; there are nothing\./);
  });
});

describe('Azure support', () => {
  let partners: Partners;
  let support: Support;
  let subscription: string;
  beforeEach(async () => {
    partners = await startPartners();
    await partners.azure.post('clock', { rate: 60 });
    support = partners.source.support(FABRIKAM);
    subscription = partners.simulator.subscriptions.find(({ displayName }) => displayName === LEGACY)?.subscriptionId ?? '';
  });
  afterEach(() => partners.stop());

  const open = async () => {
    await support.createWorkspace(subscription, asked.fileWorkspace);
    return support.openTicket(subscription, asked);
  };
  const sent = async (method: string, ending: string) => {
    const entries = await partners.azure.accepted(method, ending);
    return entries.length;
  };

  it('opens a ticket under the topic for partners, and the same name again is the same ticket', async () => {
    const ticket = await open();
    expect(ticket).toMatchObject({ name: asked.name, status: 'Open', title: asked.title, severity: 'minimal' });
    expect(ticket.id).not.toBe('');
    expect(await support.openTicket(subscription, { ...asked, title: 'Asked in other words' })).toEqual(ticket);
    expect(await sent('PUT', `/supportTickets/${asked.name}`)).toBe(1);
    expect(await sent('GET', '/Microsoft.Support/services')).toBe(1);
    expect(await support.ticket(subscription, asked.name)).toEqual(ticket);
    expect(await support.ticket(subscription, 'another')).toBeUndefined();
  });

  it('opens one ticket when the answer is lost', async () => {
    await partners.fault({ method: 'PUT', path: '/supportTickets/' }, { dropAnswer: true });
    const ticket = await open();
    expect((await support.openTickets(subscription)).map(({ id }) => id)).toEqual([ticket.id]);
  });

  it('says what Azure says when a ticket cannot be opened', async () => {
    await support.createWorkspace(subscription, asked.fileWorkspace);
    await partners.fault(
      { method: 'PUT', path: '/supportTickets/' },
      { lro: { status: 400, code: 'InvalidSupportPlan', message: 'No plan covers it.' } },
    );
    const failure = await failureOf(support.openTicket(subscription, asked));
    expect(failure.message).toContain('InvalidSupportPlan: No plan covers it.');
  });

  it('names what there is when the topic is not', async () => {
    await partners.fault(
      { method: 'GET', path: '/problemClassifications' },
      { status: 200, body: { value: [{ id: '/x', name: 'x', properties: { displayName: 'Directory / Move' } }] } },
    );
    const failure = await failureOf(support.openTicket(subscription, asked));
    expect(failure).toMatchObject({ type: 'NotFound', message: expect.stringContaining('there are Directory / Move') as string });
    expect(await sent('PUT', `/supportTickets/${asked.name}`)).toBe(0);
  });

  it('changes severity and closes', async () => {
    await open();
    const raised = await support.updateTicket(subscription, asked.name, { severity: 'moderate' });
    expect(raised).toMatchObject({ severity: 'moderate', status: 'Open' });
    const closed = await support.updateTicket(subscription, asked.name, { status: 'Closed' });
    expect(closed).toMatchObject({ severity: 'moderate', status: 'Closed' });
    expect(await support.openTickets(subscription)).toEqual([]);
  });

  it('says a thing once under its name, and tells Microsoft’s messages from ours', async () => {
    await open();
    const message = { subject: 'Signed form', body: 'The form is attached.', sender: 'carl@contoso.example' };
    await partners.fault({ method: 'PUT', path: '/communications/' }, { dropAnswer: true });
    await support.say(subscription, asked.name, 'handover-form', message);
    await support.say(subscription, asked.name, 'handover-form', { ...message, body: 'In other words.' });
    const messages = await support.messages(subscription, asked.name);
    const times = messages.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(messages[0]).toMatchObject({ fromMicrosoft: true });
    const ours = messages.filter(({ fromMicrosoft }) => !fromMicrosoft);
    expect(ours).toHaveLength(1);
    expect(ours[0]).toMatchObject({ name: 'handover-form', sender: message.sender });
    expect(ours[0]?.body).toContain('The form is attached.');
  });

  it('reads all messages, page by page', async () => {
    await open();
    const names = Array.from({ length: 11 }, (_, i) => `message-${i}`);
    for (const name of names)
      await support.say(subscription, asked.name, name, { subject: name, body: name, sender: 'carl@contoso.example' });
    const ours = (await support.messages(subscription, asked.name)).map(({ name }) => name);
    expect(ours).toEqual(expect.arrayContaining(names));
  });

  describe('with files', () => {
    const files = () =>
      partners.azure.arm<{ value: { name: string; properties: Record<string, number> }[] }>(
        'GET',
        `/subscriptions/${subscription}/providers/Microsoft.Support/fileWorkspaces/${asked.fileWorkspace}/files?api-version=2024-04-01`,
      );

    it.each([
      [11, 1],
      [2_621_440, 1],
      [2_621_441, 2],
      [5 * 1024 * 1024, 2],
    ])('uploads %d bytes in %d chunks', async (size, chunks) => {
      await support.createWorkspace(subscription, asked.fileWorkspace);
      await support.upload(subscription, asked.fileWorkspace, { name: 'form.pdf', content: new Uint8Array(size).fill(7) });
      expect((await files()).value).toMatchObject([{ name: 'form.pdf', properties: { fileSize: size, numberOfChunks: chunks } }]);
      expect(await sent('POST', '/form.pdf/upload')).toBe(chunks);
    });

    it('uploads a file anew whose chunks never came, and a chunk again whose answer was lost', async () => {
      await support.createWorkspace(subscription, asked.fileWorkspace);
      const file = { name: 'form.pdf', content: new Uint8Array(3_000_000).fill(7) };
      await partners.fault({ method: 'POST', path: '/upload' }, { status: 403, code: 'AuthorizationFailed', message: 'No.' });
      expect((await failureOf(support.upload(subscription, asked.fileWorkspace, file))).type).toBe('AccessDenied');
      expect(await sent('POST', '/form.pdf/upload')).toBe(0);
      await partners.fault({ method: 'POST', path: '/upload' }, { dropAnswer: true });
      await support.upload(subscription, asked.fileWorkspace, file);
      expect(await sent('POST', '/form.pdf/upload')).toBe(3);
      expect((await files()).value).toHaveLength(1);
    });

    it.each([0, 5 * 1024 * 1024 + 1])('refuses a file of %d bytes before anything is sent', async (size) => {
      const upload = support.upload(subscription, asked.fileWorkspace, { name: 'form.pdf', content: new Uint8Array(size) });
      const failure = await failureOf(upload);
      expect(failure).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining(`${size} bytes`) as string });
      expect(await sent('PUT', '/form.pdf')).toBe(0);
    });
  });
});
