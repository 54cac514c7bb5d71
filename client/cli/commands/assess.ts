import { parseDocument } from 'yaml';
import { z } from 'zod';
import { HandoverError } from '../../errors';
import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { EXIT } from '../exit';
import { readText } from '../inputFile';
import { lazy } from '../lazy';

const MAX_MOVE_INPUT = 100_000;

interface Options extends CommonOptions {
  input: string;
  out: string;
  subscription?: string;
  destination?: string;
  naming: string;
  redistribute: boolean;
  exclude: string[];
}

export const registerAssess: Register = (program, { output, exit }) => {
  withCommonOptions(
    program.command('assess').description('say what could move and how, from an exported inventory; changes nothing'),
    'az resource list -o json > inventory.json && handover assess --input inventory.json --out assessment.xlsx',
  )
    .requiredOption('--input <file>', 'export of `az resource list -o json`, of Resource Graph, or of an ARM list')
    .requiredOption('--out <file>', 'file to write: .html, .xlsx, .csv; .json is a plan for `handover start --plan`')
    .option('--subscription <id>', 'the one to assess, when the export holds more than one')
    .option('--destination <id>', 'subscription that the resources are to go to')
    .option('--naming <pattern>', 'name of a destination group; {name} stands for the source group’s', '{name}')
    .option('--no-redistribute', 'leave consolidated resources together in one destination group')
    .option('--exclude <id...>', 'full ids of resources that are to stay', [])
    .action(async (options: Options) => {
      const { checkEnding, planDocument, writeReport } = lazy.reports();
      checkEnding(options.out);
      const text = readText(options.input, '--input');
      refuseMoveInput(text);
      const { caveats, ...planFile } = lazy.assessment().assess(text, options.input, {
        ...(options.subscription === undefined ? {} : { subscriptionId: options.subscription }),
        ...(options.destination === undefined ? {} : { destinationId: guid(options.destination, '--destination') }),
        move: { naming: options.naming, redistribute: options.redistribute, exclude: options.exclude },
      });
      const document = planDocument(planFile, caveats);
      await writeReport(options.out, document);
      const out = output(options.output);
      caveats.forEach((caveat) => out.say(`note: ${caveat}`));
      const { findings, refusals, batches } = planFile.plan;
      out.data(
        {
          file: options.out,
          digest: planFile.digest,
          resources: findings.length,
          refused: refusals.length,
          batches: batches.length,
        },
        () => `${options.out}: ${document.verdict.text}, ${batches.length} batches, digest ${planFile.digest}`,
      );
      exit(EXIT.done);
    });
};

/** The live way to assess takes the input of a move; said before the export's own reader calls it broken JSON. */
function refuseMoveInput(text: string): void {
  // An export is JSON and may be large; the input of a move is small.
  if (text.length > MAX_MOVE_INPUT) return;
  const value: unknown = parseDocument(text, { logLevel: 'silent' }).toJS();
  if (typeof value !== 'object' || value === null || !('source' in value && 'destination' in value)) return;
  throw new HandoverError('notYet', 'Assessing a live subscription from the input of a move is not there yet.', {
    wayOut: 'Assess an export of it, or run `handover start resource-move --rehearse`.',
  });
}

function guid(text: string, option: string): string {
  if (z.guid().safeParse(text).success) return text;
  throw new HandoverError('badInput', `"${text}" cannot be used.`, {
    problems: [{ path: option, message: 'is not a subscription id (a GUID)' }],
  });
}
