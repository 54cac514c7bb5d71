import type { Dependencies } from '../ports/dependencies';
import type { Notice } from '../ports/notifier';

export function createNoticeActivities({ notifier }: Dependencies) {
  return {
    /** Tells a party that it is waited for. A notice never acts: the party answers by the command or page it names. */
    async notify(notice: Notice): Promise<void> {
      await notifier.send(notice);
    },
  };
}
