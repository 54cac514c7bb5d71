import { userInfo } from 'node:os';
import { Ruling } from '../../../contracts/run/messages';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';

interface Options extends CommonOptions {
  step: string;
  reason: string;
  name?: string;
}

const VERDICTS = Ruling.shape.verdict.options;

export const registerRule: Register = (program, { withHandover, output }) => {
  withCommonOptions(
    program
      .command('rule <id> <verdict>')
      .description('decide about a step that cannot go on: retry it, take it as done by hand, or give up'),
    'handover rule resource-move-… --step move done --reason "moved in the portal, ticket 4711"',
  )
    .requiredOption('--step <step>', 'the step that waits for a ruling')
    .requiredOption('--reason <text>', 'why; for done the evidence. Kept in the report')
    .option('--name <name>', 'who rules (default: your user name)')
    .action(async (id: string, verdict: string, options: Options) => {
      const ruling: Ruling = {
        step: options.step,
        verdict: oneOf(VERDICTS, verdict, 'verdict'),
        reason: options.reason,
        name: options.name ?? userInfo().username,
      };
      await withHandover(options, (handover) => handover.rule(id, ruling));
      output(options.output).data(
        { id, ...ruling },
        () => `${id}: ${ruling.verdict} for the step ${ruling.step}, by ${ruling.name}`,
      );
    });
};
