import { request } from 'node:https';

/** Where a simulator listens, and the authority that signed its certificate. */
export interface SimulatorAddress {
  url: string;
  caPem: string;
}

/** Virtual seconds per second. */
export async function setClockRate(simulator: SimulatorAddress, rate: number): Promise<void> {
  await control(simulator, 'clock', { rate });
}

/** Moves the virtual clock on: `1h`, `30m`. */
export async function advanceClock(simulator: SimulatorAddress, by: string): Promise<void> {
  await control(simulator, 'clock', { advance: by });
}

/** Adds to the world. */
export async function seed(simulator: SimulatorAddress, world: object): Promise<void> {
  await control(simulator, 'seed', world);
}

/** A fault that the simulator shows from now on (docs/simulator.md). */
export async function addFault(simulator: SimulatorAddress, fault: object): Promise<void> {
  await control(simulator, 'faults', fault);
}

/** POST to the simulator's control side. Throws with its answer when it is not a success. */
function control({ url, caPem }: SimulatorAddress, path: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/_sim/${path}`,
      { method: 'POST', ca: caPem, headers: { 'content-type': 'application/json' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve();
          else reject(new Error(`the simulator refuses _sim/${path}: ${status} ${text}`));
        });
      },
    );
    call.once('error', reject);
    call.end(JSON.stringify(body));
  });
}
