import { sign } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Azure } from '../../../kernel/azure';
import { type Delivery, partnerCenterState } from '../model';

/** Attempts after which an event goes to Microsoft's offline queue, which is not read out. Source: …/developer/partner-center-webhooks. */
const ATTEMPTS = 10;
/** Virtual milliseconds before the second attempt; doubled for each further one. */
const BACK_OFF = 60_000;
/** Real milliseconds that a receiver has. */
const PATIENCE = 5_000;
/** The longest that one timer of Node waits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Where X-MS-Certificate-Url leads. */
export const CERTIFICATE_PATH = '/partner/webhooks/certificate';

interface Signer {
  certificateUrl: string;
  keyPem: string;
}

/** Whether the simulator delivers there: to this machine and nowhere else. */
export function isLoopback(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return (
    parsed !== undefined &&
    ['http:', 'https:'].includes(parsed.protocol) &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname)
  );
}

const senders = new WeakMap<Azure, WebhookSender>();

/** The one sender that an Azure has. */
export function webhookSender(azure: Azure): WebhookSender {
  const known = senders.get(azure) ?? new WebhookSender(azure);
  senders.set(azure, known);
  return known;
}

/** Delivers events one after another when virtual time says so. Its timer keeps no process alive. Nothing is sent while the server does not listen. */
class WebhookSender {
  private timer: NodeJS.Timeout | undefined;
  private isSending = false;
  private abort = new AbortController();

  constructor(private readonly azure: Azure) {}

  /** Sends what is due, and looks again when the next moment of Partner Center comes. @param moments virtual milliseconds of what else is due */
  wake(moments: readonly number[]): void {
    clearTimeout(this.timer);
    const { keys, origin } = this.azure;
    if (!keys) return;
    if (this.nextDue() !== undefined && !this.isSending)
      void this.sendDue({ certificateUrl: origin + CERTIFICATE_PATH, keyPem: keys.keyPem });
    const waiting = partnerCenterState
      .of(this.azure.store)
      .deliveries.flatMap((one) => (one.status === 'waiting' ? [one.dueAt] : []));
    const next = Math.min(...moments, ...(this.isSending ? [] : waiting));
    if (next === Infinity) return;
    const wait = Math.ceil((next - this.azure.clock.now()) / this.azure.clock.rate);
    this.timer = setTimeout(() => this.azure.settle(), Math.min(Math.max(wait, 1), LONGEST_TIMER));
    this.timer.unref();
  }

  /** Breaks off what is being sent; nothing more is sent until the next wake. */
  stop(): void {
    clearTimeout(this.timer);
    this.abort.abort();
    this.abort = new AbortController();
  }

  private nextDue(): Delivery | undefined {
    const now = this.azure.clock.now();
    return partnerCenterState
      .of(this.azure.store)
      .deliveries.filter((one) => one.status === 'waiting' && one.dueAt <= now)
      .sort((a, b) => a.dueAt - b.dueAt)[0];
  }

  private async sendDue(signer: Signer): Promise<void> {
    const { signal } = this.abort;
    this.isSending = true;
    for (let next = this.nextDue(); next && !signal.aborted; next = this.nextDue()) await this.attempt(next, signer, signal);
    this.isSending = false;
    this.azure.settle();
  }

  private async attempt(delivery: Delivery, signer: Signer, signal: AbortSignal): Promise<void> {
    delivery.attempts += 1;
    let isTaken = false;
    try {
      const status = await send(delivery, signer, signal);
      delivery.lastAnswer = String(status);
      isTaken = status >= 200 && status < 300;
    } catch (error) {
      delivery.lastAnswer = (error as Error).message;
    }
    if (isTaken) delivery.status = 'delivered';
    else if (delivery.attempts >= ATTEMPTS) delivery.status = 'dropped';
    else delivery.dueAt = this.azure.clock.now() + BACK_OFF * 2 ** (delivery.attempts - 1);
  }
}

function send({ url, body }: Delivery, signer: Signer, signal: AbortSignal): Promise<number> {
  const signature = sign('sha256', Buffer.from(body), signer.keyPem).toString('base64');
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    authorization: `Signature ${signature}`,
    'x-ms-certificate-url': signer.certificateUrl,
    'x-ms-signature-algorithm': 'rsa-sha256',
  };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, signal, timeout: PATIENCE, agent: false };
    const answered = (answer: http.IncomingMessage) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    };
    const request = url.startsWith('https:')
      ? // A receiver on this machine has whatever certificate it made for itself.
        https.request(url, { ...options, rejectUnauthorized: false }, answered)
      : http.request(url, options, answered);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}
