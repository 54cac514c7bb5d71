/* eslint-disable @typescript-eslint/no-require-imports -- import() of a TypeScript file would bypass the CommonJS loader */
/** Named measurements: the same worlds in every run, one table each. `npm run bench` lists them. */
import findServers from '../test/support/find-servers';
import type * as Assessment from './assessment';
import type * as Inventories from './inventories';
import type * as Move from './move';
import type * as Planning from './planning';
import type * as Transfer from './transfer';

interface Scenario {
  measures: string;
  /** Loads its module, so that one scenario's memory is not another's. Answers the exit code. */
  run(args: string[]): Promise<number> | number;
}

const SCENARIOS: Record<string, Scenario> = {
  planning: {
    measures: 'time and memory of a plan, 1,250 to 40,000 resources [seed] [resources…]',
    run: (args) => (require('./planning') as typeof Planning).planning(args),
  },
  assessment: {
    measures: 'time and memory of an assessment with costs and reports, 1,000 to 100,000 resources [seed] [resources…]',
    run: (args) => (require('./assessment') as typeof Assessment).assessment(args),
  },
  'move-2000': {
    measures: 'history of a move of 2,000 resources beside one of 200',
    run: () => onTemporal(() => (require('./move') as typeof Move).move2000()),
  },
  'side-by-side': {
    measures: 'ten independent groups moved at once, beside one after another',
    run: () => onTemporal(() => (require('./move') as typeof Move).sideBySide()),
  },
  'csp-transfer': {
    measures: 'whole transfers of 2017, signed at the desk: time, history, signature to next activity [runs]',
    run: (args) => onTemporal(() => (require('./transfer') as typeof Transfer).cspTransfers(args)),
  },
  inventories: {
    measures: 'inventories of published templates, moved end to end [--file FILE] [--only name,name] [--parallel 8]',
    run: (args) => onTemporal(() => (require('./inventories') as typeof Inventories).inventories(args)),
  },
};

async function onTemporal(run: () => Promise<number>): Promise<number> {
  await findServers();
  return run();
}

async function main([name = '', ...args]: string[]): Promise<number> {
  const scenario = SCENARIOS[name];
  if (scenario) return scenario.run(args);
  console.log('npm run bench -- SCENARIO [arguments]\n');
  for (const [each, { measures }] of Object.entries(SCENARIOS)) console.log(`  ${each.padEnd(14)}${measures}`);
  return name === '' ? 0 : 2;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
