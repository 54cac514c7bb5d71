import { z } from 'zod';
import { CLOUDS } from '../../../contracts/processes/assessment';
import type { AssessmentRequest } from '../../assess/assess';
import { HandoverError } from '../../api/errors';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { readText } from '../../api/input-file';
import { lazy } from '../lazy';
import { refuseProcessInput } from '../process-input';

interface Options extends CommonOptions {
  input: string[];
  out: string;
  usage?: string;
  rateCard?: string;
  currency?: string;
  discount?: string;
  cloud: string;
  customer: string;
  previous?: string;
  at?: string;
  subscription: string[];
  destination?: string;
  naming: string;
  redistribute: boolean;
  exclude: string[];
}

export const registerAssess: Register = (program, { output }) => {
  withCommonOptions(
    program
      .command('assess')
      .description('say what could move, how and at what cost, from exported inventories; changes nothing'),
    'az resource list -o json > inventory.json && handover assess --input inventory.json --out assessment.html',
  )
    .requiredOption('--input <file...>', 'exports of `az resource list -o json`, of Resource Graph, or of an ARM list')
    .requiredOption('--out <file>', 'file to write: .html, .xlsx, .csv, .json; a .json of one subscription has its plan as well')
    .option('--usage <file>', 'exported usage with prices: EA portal or Cost Management (.csv), Microsoft.Consumption (.json)')
    .option('--rate-card <file>', 'the partner’s rate card, as Partner Center answers it')
    .option('--currency <code>', 'currency of usage and prices (else the rate card’s)')
    .option('--discount <percent>', 'what the partner gives off the CSP list price (else 0)')
    .option('--cloud <name>', `cloud of the subscriptions: ${CLOUDS.join(', ')}`, 'global')
    .option('--customer <name>', 'whose they are, for the title', '')
    .option('--previous <file>', 'report of an earlier assessment (.json), to say what has changed since')
    .option('--at <time>', 'the 30 days of usage before it count, ISO 8601 (else now)')
    .option('--subscription <id...>', 'those to assess, when the exports hold more', [])
    .option('--destination <id>', 'subscription that the resources are to go to')
    .option('--naming <pattern>', 'name of a destination group; {name} stands for the source group’s', '{name}')
    .option('--no-redistribute', 'leave consolidated resources together in one destination group')
    .option('--exclude <id...>', 'full ids of resources that are to stay', [])
    .action(async (options: Options) => {
      const { checkEnding, writeReport } = lazy.write();
      const { documentOf, summaryOf } = lazy.reports();
      checkEnding(options.out);
      const request = requestOf(options);
      const { report, planFile } = lazy.assessment().assess(request);
      const document = documentOf(report);
      await writeReport(options.out, { ...document, data: { ...report, ...planFile } });
      const out = output(options.output);
      document.warnings.forEach((warning) => out.say(`note: ${warning}`));
      const plans = report.subscriptions.flatMap(({ plan }) => plan ?? []);
      const { totals } = summaryOf(report);
      const batches = plans.reduce((sum, plan) => sum + plan.batches.length, 0);
      out.data(
        {
          file: options.out,
          ...totals,
          refused: plans.reduce((sum, plan) => sum + plan.refusals.length, 0),
          batches,
          ...(planFile ? { digest: planFile.digest } : {}),
          ...(report.cost ? { cost: report.cost.summary } : {}),
        },
        () => `${options.out}: ${document.verdict.text}, ${batches} batches${planFile ? `, plan digest ${planFile.digest}` : ''}`,
      );
    });
};

/** All files read, every option checked. */
function requestOf(options: Options): AssessmentRequest {
  const named = (file: string, option: string) => ({ file, text: readText(file, option) });
  const inventories = options.input.map((file) => named(file, '--input'));
  inventories.forEach(refuseProcessInput);
  const { naming, redistribute, exclude, previous } = options;
  return {
    inventories,
    subscriptionIds: options.subscription.map((id) =>
      checked(z.guid(), id, '--subscription', 'is not a subscription id (a GUID)'),
    ),
    ...(options.destination === undefined
      ? {}
      : { destinationId: checked(z.guid(), options.destination, '--destination', 'is not a subscription id (a GUID)') }),
    cloud: oneOf(CLOUDS, options.cloud, '--cloud'),
    customer: options.customer,
    at: timeOf(options.at),
    move: {
      naming: checked(z.string().includes('{name}'), naming, '--naming', 'must contain {name}, or two groups would get one name'),
      redistribute,
      exclude,
    },
    ...costOf(options),
    ...(previous === undefined ? {} : { previous: named(previous, '--previous') }),
  };
}

function costOf({ usage, rateCard, currency, discount }: Options): Pick<AssessmentRequest, 'cost'> {
  if (usage === undefined && rateCard === undefined && currency === undefined && discount === undefined) return {};
  if (usage === undefined || rateCard === undefined) {
    const path = usage === undefined ? '--usage' : '--rate-card';
    throw new HandoverError('badInput', 'Costs cannot be compared.', {
      problems: [{ path, message: 'is missing: costs need the usage and the prices after the move' }],
    });
  }
  const percent = z.coerce.number().min(0).max(100);
  return {
    cost: {
      usage: { file: usage, text: readText(usage, '--usage') },
      rateCard: { file: rateCard, text: readText(rateCard, '--rate-card') },
      discountPercent: checked(percent, discount ?? '0', '--discount', 'must be a number from 0 to 100'),
      ...(currency === undefined
        ? {}
        : {
            currency: checked(
              z.string().regex(/^[A-Z]{3}$/),
              currency.toUpperCase(),
              '--currency',
              'is not a currency code (ISO 4217)',
            ),
          }),
    },
  };
}

function timeOf(at: string | undefined): string {
  if (at === undefined) return new Date().toISOString();
  const time = checked(
    z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
    at,
    '--at',
    'is not a time (ISO 8601), e.g. 2026-11-23',
  );
  return new Date(time).toISOString();
}

function checked<T>(schema: z.ZodType<T>, text: string, path: string, message: string): T {
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  throw new HandoverError('badInput', `"${text}" cannot be used.`, { problems: [{ path, message }] });
}
