import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';

interface Options extends CommonOptions {
  out: string;
}

export const registerPlan: Register = (program, { withHandover, output }) => {
  withCommonOptions(
    program
      .command('plan <id>')
      .description('write the plan of a run to a file: .html or .xlsx to read before approving, .json for `start --plan`'),
    'handover plan resource-move-… --out plan.html',
  )
    .requiredOption('--out <file>', 'file to write: .html, .xlsx, .csv or .json')
    .action(async (id: string, options: Options) => {
      const { checkEnding, writeReport } = lazy.write();
      checkEnding(options.out);
      const planFile = await withHandover(options, (handover) => lazy.fetchReport().fetchPlan(handover, id));
      await writeReport(options.out, lazy.planReport().planDocument(planFile, []));
      const { batches, refusals } = planFile.plan;
      output(options.output).data(
        { id, file: options.out, digest: planFile.digest, batches: batches.length, refused: refusals.length },
        () => `${options.out}: ${batches.length} batches, ${refusals.length} refused, digest ${planFile.digest}`,
      );
    });
};
