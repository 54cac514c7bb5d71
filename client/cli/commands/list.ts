import type { Status } from '../../../contracts/run/progress';
import { PROCESS_NAMES, STATUSES } from '../../../contracts/processes';
import { type CommonOptions, oneOf, partyOf, type Register, withCommonOptions } from '../command';
import { columns } from '../output';
import { partyName, shortTime, statusWord } from '../../words/terminal';

interface Options extends CommonOptions {
  waitingFor?: string;
  process?: string;
  status?: string;
}

export const registerList: Register = (program, { withHandover, output }) => {
  withCommonOptions(program.command('list').description('list runs, newest first'), 'handover list --waiting-for customer')
    .option('--waiting-for <party>', 'only runs that wait for this party')
    .option('--process <name>', `only this process: ${PROCESS_NAMES.join(', ')}`)
    .option('--status <status>', `only this status: ${STATUSES.join(', ')}`)
    .action(async (options: Options) => {
      const filter = {
        ...(options.waitingFor === undefined ? {} : { waitingFor: partyOf(options.waitingFor, '--waiting-for') }),
        ...(options.process === undefined ? {} : { process: oneOf(PROCESS_NAMES, options.process, '--process') }),
        ...(options.status === undefined ? {} : { status: oneOf<Status>(STATUSES, options.status, '--status') }),
      };
      const runs = await withHandover(options, (handover) => handover.list(filter));
      output(options.output).list(runs, () =>
        runs.length === 0
          ? 'no runs'
          : columns(
              ['ID', 'PROCESS', 'STATUS', 'STEP', 'WAITING FOR', 'CUSTOMER', 'STARTED'],
              runs.map((run) => [
                run.id,
                run.process,
                statusWord(run.status),
                run.step,
                run.waitingFor.map(partyName).join(', '),
                run.customer,
                shortTime(run.startedAt),
              ]),
            ),
      );
    });
};
