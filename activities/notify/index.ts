import type { Notice, Notifier } from '../ports/notifier';
import { type Channel, inTime, problemOf } from './channel';
import { composed, type Delivery } from './delivery';
import { folderChannel, smtpChannel } from './email';
import type { Desk } from './links';
import { teamsChannel } from './teams';
import { webhookChannel } from './webhook';

/** What the notifier is configured with: a part of the worker's configuration. */
export interface NoticeConfig {
  desk?: Desk | undefined;
  notices: {
    email?: { folder: string } | { smtp: string; from: string } | undefined;
    teams?: Partial<Record<Notice['to'], string>> | undefined;
    webhook?: { url: string; secret: string } | undefined;
  };
}

type Log = (message: string, facts: Record<string, unknown>) => void;

/**
 * Tells parties by every channel that is configured and has somebody to tell. Without one it logs: who is asked finds it in
 * `handover inbox` and in the Web UI. No link and no address is ever logged.
 *
 * Throws when no channel took the notice; Temporal then tries again. A worker that dies, or a server whose answer is lost, can make a notice
 * arrive twice. All tries carry the same `X-Handover-Delivery`, and each address the same Message-ID, by which a receiver tells.
 */
export function createNotifier(config: NoticeConfig, log: Log): Notifier {
  const channels = channelsOf(config.notices);
  return {
    async send(notice) {
      const delivery = await composed(notice, config.desk);
      const facts = factsOf(delivery);
      const open = channels.filter((channel) => channel.takes(delivery));
      if (open.length === 0) log('a party is told', facts);
      const refused: string[] = [];
      // Side by side: a channel that hangs must not use up the others' time.
      await Promise.all(
        open.map(async (channel) => {
          try {
            const problems = await inTime(channel.deliver(delivery));
            log('a notice was sent', { ...facts, channel: channel.name, ...(problems.length > 0 ? { problems } : {}) });
          } catch (error) {
            refused.push(`${channel.name}: ${problemOf(error)}`);
            log('a notice was not taken', { ...facts, channel: channel.name, problem: problemOf(error) });
          }
        }),
      );
      if (open.length > 0 && refused.length === open.length)
        throw new Error(`nobody could be told (${refused.sort().join('; ')}): see notices in the worker’s configuration`);
    },
  };
}

function channelsOf({ email, teams, webhook }: NoticeConfig['notices']): Channel[] {
  return [
    ...(email ? ['folder' in email ? folderChannel(email.folder) : smtpChannel(email)] : []),
    ...(teams ? [teamsChannel(teams)] : []),
    ...(webhook ? [webhookChannel(webhook)] : []),
  ];
}

function factsOf({ id, notice: { kind, to, workflowId, step, nth }, letters }: Delivery): Record<string, unknown> {
  return { delivery: id, kind, to, workflowId, step, nth, addresses: letters.length };
}
