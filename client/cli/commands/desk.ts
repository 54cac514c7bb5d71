import { HandoverError } from '../../errors';
import { type Register, withCommonOptions } from '../command';

export const registerDesk: Register = (program) => {
  withCommonOptions(
    program.command('desk').description('serve the pages where customers and partners sign (not yet)'),
    'handover desk',
  ).action(() => {
    throw new HandoverError('notYet', 'The desk is not there yet.', {
      wayOut: 'Answers are given by `handover approve`, `decline` and `send-back`.',
    });
  });
};
