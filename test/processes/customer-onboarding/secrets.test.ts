import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { failure } from '../../../activities/failures/failure';
import { documentOf } from '../../../client/processes/reports';
import type { CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { canSkipTime, progress } from '../../support/rig';
import { keepLogs } from '../../support/runtime';
import { ended } from '../support/endings';
import {
  freeDomain,
  newCustomerInput,
  type OnboardingRun,
  type Onboardings,
  openOnboardings,
  textsIn,
} from '../support/onboardings';

type Json = Record<string, unknown>;

/** Everything in it as text, payloads decoded: what a search of Temporal's data would see. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join('\n');
  return String(value);
}

(canSkipTime ? describe : describe.skip)('customerOnboarding: where passwords are', () => {
  let onboardings: Onboardings;
  let logs: string[];
  beforeAll(async () => {
    logs = keepLogs();
    onboardings = await openOnboardings();
  });
  afterAll(async () => onboardings.close());

  /** Places other than the secret store in which a text is found. */
  async function placesOf(text: string, { handle }: Pick<OnboardingRun, 'handle'>): Promise<string[]> {
    const view = await progress(handle);
    const report = await onboardings.report(view);
    const { memo, typedSearchAttributes } = await handle.describe();
    const places: Record<string, string> = {
      history: await historyOf(handle),
      memo: textOf([memo, typedSearchAttributes.getAll()]),
      progress: JSON.stringify(view),
      report: JSON.stringify(documentOf(report)),
      notices: JSON.stringify(onboardings.rig.notices),
      logs: logs.join('\n'),
    };
    for (const { file, text: inside } of await textsIn(onboardings.folder())) places[`artifact ${path.basename(file)}`] = inside;
    return Object.entries(places)
      .filter(([, inside]) => inside.includes(text))
      .map(([place]) => place);
  }
  async function historyOf(handle: WorkflowHandle): Promise<string> {
    return textOf(await handle.fetchHistory());
  }
  const passwordsOf = async (domain: string) =>
    (await textsIn(onboardings.secretsFolder())).filter(({ file }) => path.basename(file).includes(domain));

  it('the store, and nowhere else: not in the history, logs, notices, files or what people see', async () => {
    const domain = freeDomain();
    const run = await onboardings.begin('with passwords', newCustomerInput(domain));
    const { result, view } = await ended(onboardings, run);
    await onboardings.report(view);
    const { admin, firstAdministrator } = result as CustomerOnboardingResult;
    const passwords = await passwordsOf(domain);
    expect(passwords.map(({ file }) => file).sort()).toEqual(
      [admin?.secret?.uri ?? '', firstAdministrator?.secret?.uri ?? ''].map((uri) => fileURLToPath(uri)).sort(),
    );
    for (const { file, text } of passwords) {
      expect(text.length).toBeGreaterThanOrEqual(12);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await placesOf(text, run)).toEqual([]);
    }
    expect((await stat(onboardings.secretsFolder())).mode & 0o777).toBe(0o700);

    // The search finds what is there: a run that is told one of them as a name has it in all of these.
    const leaked = passwords[0]?.text ?? '';
    const leaking = await onboardings.begin('leaking', newCustomerInput(freeDomain(), { destination: { displayName: leaked } }));
    await ended(onboardings, leaking);
    const places = await placesOf(leaked, leaking);
    expect(places).toEqual(expect.arrayContaining(['history', 'progress', 'report']));
    expect(places.some((place) => place.startsWith('artifact '))).toBe(true);
  });

  it('what an undone run made is gone from the store too', async () => {
    const domain = freeDomain();
    const id = 'without passwords';
    const run = await onboardings.begin(id, newCustomerInput(domain), () =>
      onboardings.wires.lay({ workflowId: id, activity: 'awaitRole' }, () => {
        throw failure('AccessDenied', 'not allowed any more');
      }),
    );
    expect((await ended(onboardings, run)).view.status).toBe('undone');
    expect(await passwordsOf(domain)).toEqual([]);
  });

  it('a failure while a password is on its way says nothing of it', async () => {
    const domain = freeDomain();
    const id = 'failing with a password';
    const run = await onboardings.begin(id, newCustomerInput(domain), () =>
      onboardings.wires.lay({ workflowId: id, activity: 'createAdmin', call: 'createUser', when: 'after', times: 2 }, () => {
        throw new Error('the connection was lost');
      }),
    );
    expect((await ended(onboardings, run)).view.status).toBe('done');
    // What the first try set is at Partner Center's alone by now; what the second one set is in the store.
    const { partnerCenter } = await onboardings.rig.azure.get<{ partnerCenter: { answers: Record<string, { body?: unknown }> } }>(
      'snapshot',
    );
    const told = Object.values(partnerCenter.answers).flatMap(({ body }) => {
      const { userPrincipalName, passwordProfile } = (body ?? {}) as { userPrincipalName?: string; passwordProfile?: Json };
      return userPrincipalName?.includes(domain) ? [String(passwordProfile?.password)] : [];
    });
    const stored = (await passwordsOf(domain)).map(({ text }) => text);
    expect(told).toHaveLength(1);
    expect(stored).not.toContain(told[0]);
    for (const password of [...told, ...stored]) expect(await placesOf(password, run)).toEqual([]);
  });
});
