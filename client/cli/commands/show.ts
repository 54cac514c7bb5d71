import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { EXIT, exitOfRun } from '../exit';
import { lazy } from '../lazy';
import { runLink } from '../view/run-link';
import { runData, runView } from '../view/run-view';

interface Options extends CommonOptions {
  watch?: boolean;
}

export const registerShow: Register = (program, { withHandover, output, exit }) => {
  withCommonOptions(
    program.command('show <id>').description('show how a run stands, what it waits for and how to answer'),
    'handover show resource-move-… --watch',
  )
    .option('-w, --watch', 'follow the run until it ends; the exit code then says how')
    .action(async (id: string, options: Options) => {
      const out = output(options.output);
      await withHandover(options, async (handover, web) => {
        const seen = options.watch
          ? await lazy.follow().follow(handover, id, { until: 'done' }, out)
          : await handover.progressOfAll(id);
        if (seen.note !== undefined) out.say(seen.note);
        out.data(runData(seen), () => runView(seen, runLink(web, seen.view.id)));
        exit(options.watch ? exitOfRun(seen) : EXIT.done);
      });
    });
};
