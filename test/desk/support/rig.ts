import type { Hono } from 'hono';
import { createApp } from '../../../client/desk/app';
import type { DeskConfig } from '../../../client/desk/config';
import type { Desk } from '../../../client/desk/desk';
import { newDeskKeys, signingKeyFrom } from '../../../client/api/desk-keys';
import { makeLink } from '../../../client/desk/links';
import { HandoverError } from '../../../client/api/errors';
import type { RunReport } from '../../../contracts/run/report';
import type { LinkClaims } from '../../../contracts/people/link';
import type { MovePlan } from '../../../contracts/azure/plan';
import type { ProgressView } from '../../../contracts/run/progress';
import { ADDRESSES, FakeRuns, TENANTS, transfer } from './fake-runs';

export const ORIGIN = 'https://desk.example';
type Role = keyof typeof TENANTS;

/** The desk's pages without a network, over runs in memory. The clock stands until it is moved. */
export class DeskRig {
  at = new Date('2026-11-24T09:00:00.000Z');
  readonly keys = newDeskKeys();
  readonly lines: string[] = [];
  /** The plan of a resource move, where the artifact store can be read. */
  plan: { digest: string; plan: MovePlan } | undefined;
  /** The assessment of a migration, on the same terms. */
  report: RunReport | undefined;
  readonly runs = new FakeRuns(this.keys.publicKey, () => this.at).add(transfer());
  readonly app: Hono;

  constructor(over: Partial<DeskConfig> = {}) {
    this.app = createApp(this.desk(over));
  }

  desk(over: Partial<DeskConfig> = {}): Desk {
    return {
      config: {
        listen: { host: '127.0.0.1', port: 0, behindProxy: false },
        url: ORIGIN,
        linkKey: this.keys.linkKey,
        signingKey: this.keys.signingKey,
        local: false,
        ...over,
      },
      signingKey: signingKeyFrom(this.keys.signingKey),
      runs: this.runs,
      plan: () => (this.plan ? Promise.resolve(this.plan) : Promise.reject(new HandoverError('failed', 'the file is elsewhere'))),
      report: () =>
        this.report ? Promise.resolve(this.report) : Promise.reject(new HandoverError('failed', 'the file is elsewhere')),
      now: () => this.at,
      log: (entry) => this.lines.push(JSON.stringify(entry)),
    };
  }

  view(id = 'csp-transfer-1'): ProgressView {
    const view = this.runs.views.get(id);
    if (!view) throw new Error(`no run ${id}`);
    return view;
  }

  /** A link as a notice carries it, good for ten days. */
  link(party: Role, over: Partial<LinkClaims> = {}, seconds = 10 * 86_400): Promise<string> {
    const asked = this.view().waitingFor.find((one) => one.party === party);
    const claims: LinkClaims = {
      aud: 'sign',
      party,
      tenantId: TENANTS[party],
      email: ADDRESSES[party],
      workflowId: 'csp-transfer-1',
      runId: 'run-1',
      step: 'sign',
      links: 0,
      ...(asked?.digest === undefined ? {} : { digest: asked.digest }),
      ...over,
    };
    return makeLink(claims, this.keys.linkKey, Math.floor(this.at.getTime() / 1000) + seconds);
  }

  /** Opens a link as a browser does: takes the cookie, follows to the clean address. */
  async open(token: string, aud: LinkClaims['aud'] = 'sign'): Promise<Visit> {
    const entry = await this.app.request(`${ORIGIN}/${aud}?t=${token}`);
    const path = entry.headers.get('location');
    const cookie = entry.headers.get('set-cookie');
    if (path === null || cookie === null) throw new Error(`refused: ${entry.status} ${await entry.text()}`);
    return new Visit(this, path, cookie);
  }
}

/** What one browser does after it has opened a link. */
export class Visit {
  constructor(
    private readonly rig: DeskRig,
    readonly path: string,
    readonly setCookie: string,
  ) {}

  private get cookie(): string {
    return this.setCookie.slice(0, this.setCookie.indexOf(';'));
  }

  get base(): string {
    return this.path.split('/').slice(0, 3).join('/');
  }

  get(path = this.path): Promise<Response> {
    return Promise.resolve(this.rig.app.request(`${ORIGIN}${path}`, { headers: { cookie: this.cookie } }));
  }

  async text(path = this.path): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Fields that the page's forms carry unseen. */
  async hidden(): Promise<{ csrf: string; digest: string }> {
    const page = await this.text();
    const value = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? '';
    return { csrf: value('csrf'), digest: value('digest') };
  }

  async post(
    fields: Record<string, string | string[]>,
    { path = this.path, headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries({ ...(await this.hidden()), ...fields })) {
      for (const value of [values].flat()) body.append(name, value);
    }
    return this.rig.app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: this.cookie, origin: ORIGIN, ...headers },
    });
  }

  approve(over: Record<string, string | string[]> = {}): Promise<Response> {
    return this.post({ choice: 'approve', name: 'Dana Doe', read: 'yes', ...over });
  }
}
