import type { Notice, Notifier } from '../notices';

/** What the notifier is configured with: a part of the worker's configuration. */
export interface NoticeConfig {
  desk?: { url: string; linkKey?: string | undefined } | undefined;
  notices: {
    email?: { folder: string } | { smtp: string; from: string } | undefined;
    teams?: Partial<Record<Notice['to'], string>> | undefined;
    webhook?: { url: string; secret: string } | undefined;
  };
}

export type Log = (message: string, facts: Record<string, unknown>) => void;

/** Without any channel the one who is asked finds it in `handover inbox` and in the Web UI. */
export function createNotifier(_config: NoticeConfig, log: Log): Notifier {
  return {
    send: (notice) => {
      log('a party is told', { ...notice });
      return Promise.resolve();
    },
  };
}
