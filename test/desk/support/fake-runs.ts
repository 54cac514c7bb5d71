import { ed25519 } from '@noble/curves/ed25519.js';
import { HandoverError } from '../../../client/api/errors';
import type { DeskRuns } from '../../../client/desk/desk';
import { type Document, documentDigest } from '../../../contracts/people/document';
import type { Proof } from '../../../contracts/people/proof';
import type { ContactChange, Decision } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { provenText } from '../../../contracts/people/proof';

/** Runs in memory that check answers as the workflow does: by the key they pinned, over the text of contracts/people/proof.ts, each party once. */
export class FakeRuns implements DeskRuns {
  readonly views = new Map<string, ProgressView>();
  readonly contacts: ContactChange[] = [];
  readonly woken: string[] = [];
  /** Set: what the run refuses the next answer with. */
  refusal: string | undefined;

  constructor(
    private readonly deskKey: string,
    private readonly now: () => Date,
  ) {}

  add(view: ProgressView): this {
    this.views.set(view.id, view);
    return this;
  }

  progress(id: string) {
    const view = this.views.get(id);
    if (!view) return Promise.reject(new HandoverError('notFound', `There is no run ${id}.`));
    return Promise.resolve({ view: structuredClone(view) });
  }

  list(filter: { waitingFor?: Party } = {}) {
    const { waitingFor } = filter;
    const found = [...this.views.values()].filter(
      (view) => waitingFor === undefined || view.waitingFor.some((asked) => asked.party === waitingFor),
    );
    return Promise.resolve(
      found.map(({ id, process, status, step, since }) => ({
        id,
        process,
        status,
        step,
        waitingFor: [],
        customer: '',
        startedAt: since,
      })),
    );
  }

  decide(id: string, decision: Decision) {
    return this.taking(() => {
      const { view, asked } = this.proven(id, 'decide', decision);
      const { proof = 'localStack', ...said } = decision;
      view.decisions.push({ ...said, at: this.now().toISOString(), proof });
      view.waitingFor = view.waitingFor.filter((one) => one !== asked);
    });
  }

  contact(id: string, change: ContactChange) {
    return this.taking(() => {
      const { view, asked } = this.proven(id, 'contact', change);
      this.contacts.push(change);
      if (change.action === 'revoke') view.links = { ...view.links, [change.party]: (view.links?.[change.party] ?? 0) + 1 };
      if (change.action === 'delegate' && change.email !== undefined) asked.told = [...(asked.told ?? []), change.email];
    });
  }

  wake(externalId: string) {
    this.woken.push(externalId);
    return Promise.resolve(1);
  }

  private taking(take: () => void): Promise<void> {
    try {
      if (this.refusal !== undefined) throw new HandoverError('refused', this.refusal);
      take();
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private proven(id: string, kind: 'decide' | 'contact', message: (Decision | ContactChange) & { proof?: Proof | undefined }) {
    const view = this.views.get(id);
    if (view?.runId === undefined) throw new HandoverError('notFound', `There is no run ${id}.`);
    const asked = view.waitingFor.find(
      ({ party, step, digest }) => party === message.party && step === message.step && digest === message.digest,
    );
    if (!asked) throw new HandoverError('refused', `DecisionRefused: ${message.party} is not asked`);
    if (!message.proof) throw new HandoverError('refused', 'DecisionRefused: it is not signed');
    if (!isProven(message.proof, { workflowId: id, runId: view.runId }, kind, message, this.deskKey)) {
      throw new HandoverError('refused', 'DecisionRefused: its signature is not the desk’s');
    }
    if (Date.parse(message.proof.validUntil) < this.now().getTime())
      throw new HandoverError('refused', 'DecisionRefused: too late');
    return { view, asked };
  }
}

/** Independent of the desk's own crypto: another library, the contract's text. */
export function isProven(
  { signature, ...times }: Proof,
  run: { workflowId: string; runId: string },
  kind: 'decide' | 'contact',
  message: object,
  deskKey: string,
): boolean {
  const text = new TextEncoder().encode(provenText(run, kind, message, times));
  return ed25519.verify(Buffer.from(signature, 'base64url'), text, Buffer.from(deskKey, 'base64url'));
}

export const TENANTS = {
  customer: 'aaaaaaaa-0000-4000-8000-000000000001',
  sourcePartner: 'bbbbbbbb-0000-4000-8000-000000000001',
  destinationPartner: 'cccccccc-0000-4000-8000-000000000001',
} as const;

export const ADDRESSES = {
  customer: 'dana@fabrikam.example',
  sourcePartner: 'sam@contoso.example',
  destinationPartner: 'nora@northwind.example',
} as const;

/** A form of the partner change, as the workflow puts it before the parties. */
export function form(over: Partial<Document> = {}): Document {
  return {
    title: 'CSP Subscription Transfer',
    version: 2,
    sections: [
      {
        title: 'Subscriptions',
        text: ['These subscriptions go from Contoso to Northwind.'],
        fields: [{ label: 'Subscription', value: '11111111-0000-4000-8000-000000000001' }],
      },
      {
        title: 'Destination partner',
        fields: [
          { key: 'destination.contact', label: 'Contact', value: 'Nora North' },
          { key: 'destination.mpnId', label: 'MPN id', value: '7654321' },
        ],
      },
    ],
    ...over,
  };
}

export function asking(party: Party, over: Partial<WaitingFor> = {}): WaitingFor {
  const document = over.document ?? form();
  return {
    party,
    step: 'sign',
    what: 'sign the transfer form',
    digest: documentDigest(document),
    document,
    choices: ['approve', 'decline', 'sendBack'],
    since: '2026-11-23T08:00:00.000Z',
    until: '2026-12-07T08:00:00.000Z',
    links: 0,
    remindEveryDays: 3,
    escalateAtReminder: 2,
    ...over,
  };
}

/** A partner change in which customer and destination partner are asked to sign. */
export function transfer(over: Partial<ProgressView> = {}): ProgressView {
  return {
    id: 'csp-transfer-1',
    runId: 'run-1',
    process: 'csp-transfer',
    status: 'waiting',
    step: 'sign',
    since: '2026-11-23T08:00:00.000Z',
    paused: false,
    waitingFor: [
      asking('customer', { editable: ['destination.contact'] }),
      asking('destinationPartner', {
        states: [{ id: 'contract', text: 'A contract with the customer is in place.' }],
        editable: ['destination.contact'],
      }),
    ],
    steps: [
      {
        name: 'check',
        who: 'sourcePartner',
        state: 'done',
        startedAt: '2026-11-23T07:00:00.000Z',
        endedAt: '2026-11-23T07:01:00.000Z',
      },
      { name: 'sign', who: 'customer', state: 'waiting', startedAt: '2026-11-23T08:00:00.000Z' },
      { name: 'attach', who: 'sourcePartner', state: 'pending' },
    ],
    decisions: [],
    undone: [],
    leftUndone: [],
    parties: {
      customer: { name: 'Fabrikam', tenantId: TENANTS.customer, contact: { name: 'Dana', email: ADDRESSES.customer } },
      sourcePartner: {
        name: 'Contoso',
        tenantId: TENANTS.sourcePartner,
        contact: { name: 'Sam', email: ADDRESSES.sourcePartner },
      },
      destinationPartner: {
        name: 'Northwind',
        tenantId: TENANTS.destinationPartner,
        contact: { name: 'Nora', email: ADDRESSES.destinationPartner },
      },
    },
    documents: { sign: form() },
    artifacts: {},
    ...over,
  };
}
