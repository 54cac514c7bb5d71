import type { Surroundings } from './command';
import { lazy } from './lazy';

/** Connects to Temporal for one command and closes the connection after it. */
export const withHandover: Surroundings['withHandover'] = async (choice, work) => {
  const { client, namespace, ui, close } = await lazy.connection().connect(choice);
  try {
    return await work(new (lazy.handover().Handover)(client), { ui: ui === '' ? undefined : ui, namespace });
  } finally {
    await close();
  }
};
