import { NativeConnection, Worker } from '@temporalio/worker';
import { installLogger } from '../../../worker/logging';

/** Runs a worker for a moment, against the server at the address that it is called with. */
async function main(address: string): Promise<void> {
  installLogger();
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({ connection, taskQueue: 'logs', activities: { act: () => Promise.resolve() } });
  await worker.runUntil(new Promise((resolve) => setTimeout(resolve, 300)));
  await connection.close();
}

void main(process.argv[2] ?? '');
