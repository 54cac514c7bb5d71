import { type CommonOptions, partyOf, type Register, withCommonOptions } from '../command';
import { askedView } from '../view/run-view';
import { partyName } from '../../words/terminal';

interface Options extends CommonOptions {
  as: string;
}

export const registerInbox: Register = (program, { withHandover, output }) => {
  withCommonOptions(program.command('inbox').description('what a party is asked, over all runs'), 'handover inbox --as customer')
    .requiredOption('--as <party>', 'whose inbox')
    .action(async (options: Options) => {
      const party = partyOf(options.as, '--as');
      const asked = await withHandover(options, async (handover) => {
        const runs = await handover.list({ waitingFor: party });
        const views = await Promise.all(runs.map(({ id }) => handover.progress(id)));
        return views.flatMap(({ view }) => view.waitingFor.filter((one) => one.party === party).map((one) => ({ view, one })));
      });
      const data = asked.map(({ view, one }) => ({ id: view.id, process: view.process, ...one }));
      output(options.output).list(data, () =>
        asked.length === 0
          ? `nothing is asked of the ${partyName(party)}`
          : asked.map(({ view, one }) => `${view.id}, ${view.process}\n${askedView(view, one)}`).join('\n\n'),
      );
    });
};
