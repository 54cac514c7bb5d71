import { documentDigest } from '../../contracts/people/document';
import { ASSESSMENT } from '../client/reports/sample-assessment';
import { asking, form, transfer } from './support/fake-runs';
import { DeskRig, ORIGIN } from './support/rig';

let rig: DeskRig;
beforeEach(() => (rig = new DeskRig()));

describe('the report that a go rests on', () => {
  const sha256 = 'd'.repeat(64);
  const document = form({
    title: 'Go or no-go',
    sections: [{ title: 'Go', fields: [{ label: 'Report', value: `SHA-256 ${sha256}` }] }],
  });
  const go = { step: 'go', document, digest: documentDigest(document) };
  const migration = (named = sha256) =>
    transfer({
      process: 'ea-to-csp',
      step: 'go',
      waitingFor: [asking('customer', go)],
      documents: { go: document },
      artifacts: { assessment: { uri: 'file:///store/assessment.json', sha256: named, bytes: 1 } },
    });
  const visitGo = async (view = migration()) => {
    rig.runs.add(view);
    return rig.open(await rig.link('customer', { step: 'go' }));
  };
  const linked = /href="([^"]*\/assessment\.(?:html|xlsx))"/g;

  test('is taken away from the page where it is answered, and afterwards, as a page and as a workbook', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo();
    const [page = '', workbook = ''] = [...(await visit.text()).matchAll(linked)].map(([, path]) => path);
    const answer = await visit.get(page);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="assessment.html"');
    expect(await answer.text()).toContain('<h1>Assessment');
    const bytes = Buffer.from(await (await visit.get(workbook)).arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await visit.get(page.replace('.html', '.json'))).status).toBe(404);
    await visit.approve();
    expect(rig.view().decisions).toHaveLength(1);
    expect((await visit.get(page)).status).toBe(200);
  });

  test('is for those who are asked, not for a link to the status', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo();
    const [path = ''] = [...(await visit.text()).matchAll(linked)].map(([, found]) => found);
    const status = await rig.open(await rig.link('customer', { aud: 'status', step: undefined, digest: undefined }), 'status');
    const fromStatus = () => status.get(path.replace(visit.base, status.base));
    expect((await fromStatus()).status).toBe(403);
    await visit.approve();
    expect((await fromStatus()).status).toBe(403);
    expect((await rig.app.request(`${ORIGIN}${path}`)).status).toBe(403);
  });

  test('is the one that the text names, and no other', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo(migration('e'.repeat(64)));
    expect(await visit.text()).not.toMatch(linked);
    expect((await visit.get(`${visit.path}/assessment.html`)).status).toBe(404);
  });

  test('where it cannot be read the page says so, and whom to ask', async () => {
    const page = await (await visitGo()).text();
    expect(page).not.toMatch(linked);
    expect(page).toContain('The report cannot be shown here');
  });
});
