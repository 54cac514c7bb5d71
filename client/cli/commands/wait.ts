import { HandoverError } from '../../api/errors';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { exitOfRun } from '../exit';
import { lazy } from '../lazy';
import { milliseconds } from '../duration';
import { runLink } from '../view/run-link';
import { runData, runView } from '../view/run-view';

interface Options extends CommonOptions {
  until: string;
  timeout?: string;
}

export const registerWait: Register = (program, { withHandover, output, exit }) => {
  withCommonOptions(
    program
      .command('wait <id>')
      .description('wait until a run has ended, or until it waits for a person; the exit code says which'),
    'handover wait resource-move-… --until waiting --timeout 10m',
  )
    .option('--until <state>', 'done: it has ended; waiting: it has ended or waits for a person', 'done')
    .option('--timeout <time>', 'stop waiting after e.g. 30s, 10m, 2h; the run goes on')
    .action(async (id: string, options: Options) => {
      const until = oneOf(['done', 'waiting'] as const, options.until, '--until');
      const timeoutMs = options.timeout === undefined ? undefined : milliseconds(options.timeout, '--timeout');
      const out = output(options.output);
      await withHandover(options, async (handover, web) => {
        const seen = await lazy.follow().follow(handover, id, { until, ...(timeoutMs === undefined ? {} : { timeoutMs }) }, out);
        const { view, asking } = seen;
        out.data(runData(seen), () => runView(seen, runLink(web, view.id)));
        if (asking === undefined && (view.status === 'running' || view.status === 'undoing')) {
          throw new HandoverError('failed', `${id} is still ${view.status} after ${options.timeout}.`, {
            wayOut: `It goes on; \`handover wait ${id}\` waits on.`,
          });
        }
        exit(exitOfRun(seen));
      });
    });
};
