import { type CommonOptions, type Register, withCommonOptions } from '../command';

export const registerCancel: Register = (program, { withHandover, output }) => {
  withCommonOptions(
    program.command('cancel <id>').description('ask a run to stop and to put back what can be put back'),
    'handover cancel resource-move-… && handover wait resource-move-…',
  ).action(async (id: string, options: CommonOptions) => {
    await withHandover(options, (handover) => handover.cancel(id));
    output(options.output).data(
      { id, cancelled: true },
      () => `${id} is asked to stop; it puts back what it can. Follow it: handover wait ${id}`,
    );
  });
};
