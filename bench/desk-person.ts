import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLink } from '../client/desk/links';
import type { ProgressView, WaitingFor } from '../contracts/run/progress';

/** A person with a browser that keeps cookies, and a link as a notice would carry it. */
export async function deskPerson(
  desk: string,
  folder: string,
): Promise<(view: ProgressView, asked: WaitingFor) => Promise<number>> {
  const { linkKey } = JSON.parse(readFileSync(join(folder, 'desk.json'), 'utf8')) as { linkKey: string };

  /** Opens the page, reads it, signs. Answers when the signature was posted, ms since 1970. */
  return async (view, asked) => {
    const card = view.parties?.[asked.party];
    const token = await makeLink(
      {
        aud: 'sign',
        party: asked.party,
        email: card?.contact?.email ?? '',
        workflowId: view.id,
        step: asked.step,
        links: asked.links ?? 0,
        ...(card?.tenantId ? { tenantId: card.tenantId } : {}),
        ...(view.runId ? { runId: view.runId } : {}),
        ...(asked.digest ? { digest: asked.digest } : {}),
      },
      linkKey,
      Math.floor(Date.now() / 1000) + 3600,
    );
    const entered = await fetch(`${desk}/sign?t=${token}`, { redirect: 'manual' });
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = new URL(entered.headers.get('location') ?? '', desk).href;
    const shown = await (await fetch(page, { headers: { cookie } })).text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    const form = new URLSearchParams({
      csrf,
      choice: 'approve',
      digest: asked.digest ?? '',
      name: `${asked.party}'s person`,
      read: 'yes',
    });
    for (const { id } of asked.states ?? []) form.append('states', id);
    const posted = Date.now();
    const answer = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: desk },
      body: form,
    });
    if (answer.status !== 303) throw new Error(`the desk answered ${answer.status}: ${(await answer.text()).slice(0, 2_000)}`);
    return posted;
  };
}
