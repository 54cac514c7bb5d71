import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';

interface Options extends CommonOptions {
  out: string;
}

export const registerReport: Register = (program, { withHandover, output }) => {
  withCommonOptions(
    program.command('report <id>').description('write the report of a run to a file: .html, .xlsx, .csv or .json by its ending'),
    'handover report resource-move-… --out report.html',
  )
    .requiredOption('--out <file>', 'file to write')
    .action(async (id: string, options: Options) => {
      const { checkEnding, writeReport } = lazy.write();
      checkEnding(options.out);
      const report = await withHandover(options, (handover) => lazy.fetchReport().fetchRunReport(handover, id));
      const { documentOf, summaryOf } = lazy.reports();
      await writeReport(options.out, documentOf(report));
      const { outcome, totals, text } = summaryOf(report);
      output(options.output).data({ id, file: options.out, outcome, totals }, () => `${options.out}: ${text} (${outcome})`);
    });
};
