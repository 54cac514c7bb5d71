import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { EXIT, exitOfStatus } from '../exit';
import { lazy } from '../lazy';
import { runLink } from '../view/runLink';
import { runView } from '../view/runView';

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
        const { view, note } = options.watch
          ? await lazy.follow().follow(handover, id, { until: 'done' }, out)
          : await handover.progress(id);
        if (note !== undefined) out.say(note);
        out.data(view, () => runView(view, runLink(web, view.id)));
        exit(options.watch ? exitOfStatus(view.status) : EXIT.done);
      });
    });
};
