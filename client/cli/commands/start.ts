import { PROCESS_NAMES } from '../../../contracts/processes';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { exitOfRun } from '../exit';
import { lazy } from '../lazy';

import { runLink } from '../view/run-link';
import { runData, runView } from '../view/run-view';

interface Options extends CommonOptions {
  input: string;
  id?: string;
  rehearse?: boolean;
  wait?: boolean;
  plan?: string;
}

export const registerStart: Register = (program, { withHandover, output, exit }) => {
  withCommonOptions(
    program.command('start <process>').description(`start a process: ${PROCESS_NAMES.join(', ')}`),
    'handover start resource-move --input docs/examples/resource-move.yaml --wait',
  )
    .requiredOption('--input <file>', 'what to do (YAML or JSON, - for standard input); checked before anything starts')
    .option('--id <id>', 'id of the run (default: from the source subscription, so that two cannot fight over it)')
    .option('--rehearse', 'look and validate, change nothing')
    .option(
      '--plan <file>',
      'a plan of `handover plan`, of a rehearsal say: the run is refused when what is there gives another one',
    )
    .option('--wait', 'follow the run until it ends or waits for a person; the exit code says which')
    .action(async (name: string, options: Options) => {
      const process = oneOf(PROCESS_NAMES, name, 'process');
      const { input, id, summary, details } = lazy.start().prepareStart(process, options);
      const out = output(options.output);
      await withHandover(options, async (handover, web) => {
        await handover.start(process, id, input, { summary, details });
        const link = runLink(web, id);
        if (!options.wait) {
          out.data(
            { id, process, ...(link === undefined ? {} : { link }) },
            () => `started ${id}${link === undefined ? '' : `\n${link}`}`,
          );
          return;
        }
        out.say(`started ${id}${link === undefined ? '' : `: ${link}`}`);
        const seen = await lazy.follow().follow(handover, id, { until: 'waiting' }, out);
        out.data(runData(seen), () => runView(seen, link));
        exit(exitOfRun(seen));
      });
    });
};
