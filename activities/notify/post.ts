import { ChannelError, SEND_MS } from './channel';

/** POSTs a body of JSON. Throws ChannelError for any status but 2xx: a redirection would carry the body to an address nobody configured. */
export async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(SEND_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new ChannelError(`answered ${answer.status}`);
}
