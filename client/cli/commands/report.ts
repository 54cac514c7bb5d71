import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { EXIT } from '../exit';
import { lazy } from '../lazy';

interface Options extends CommonOptions {
  out: string;
}

export const registerReport: Register = (program, { withHandover, output, exit }) => {
  withCommonOptions(
    program.command('report <id>').description('write the report of a run to a file: .html, .xlsx, .csv or .json by its ending'),
    'handover report resource-move-… --out report.html',
  )
    .requiredOption('--out <file>', 'file to write')
    .action(async (id: string, options: Options) => {
      const { checkEnding, fetchReport, moveDocument, writeReport } = lazy.reports();
      checkEnding(options.out);
      const report = await withHandover(options, (handover) => fetchReport(handover, id));
      await writeReport(options.out, moveDocument(report));
      output(options.output).data(
        { id, file: options.out, outcome: report.outcome, totals: report.totals },
        () => `${options.out}: ${report.totals.moved} moved, ${report.totals.refused} refused (${report.outcome})`,
      );
      exit(EXIT.done);
    });
};
