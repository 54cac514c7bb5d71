import type { Connection } from '@temporalio/client';

interface Listener {
  onReceiveStatus(status: { code: number; details: string; metadata: unknown }): void;
}

/** gRPC's CANCELLED, which nothing tries again. */
const CANCELLED = 1;

/**
 * A call that was under way is tried again a second after its channel was closed, and that throws outside of any test, into whichever runs
 * then. From now on every new call ends as cancelled instead.
 */
export function answerNoMore(connection: Connection): void {
  const start = (metadata: unknown, listener: Listener) =>
    setImmediate(() => {
      listener.onReceiveStatus({ code: CANCELLED, details: 'the test is over', metadata });
    });
  const call = new Proxy({}, { get: (_target, name) => (name === 'start' ? start : () => undefined) });
  // The connection keeps its gRPC client to itself.
  const { client } = connection as unknown as { client: { getChannel(): object } };
  Object.assign(client.getChannel(), { createCall: () => call });
}
