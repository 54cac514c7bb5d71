import type { Dependencies } from '../../../activities/ports/dependencies';
import type { Ruling } from '../../../contracts/run/messages';
import { until } from '../../support/rig';
import { onlyNetwork, onlyRouteTables } from './classic-world';
import type { Begin, Upgrade, Upgrades } from './upgrades';
import type { Wire } from './wires';

/** Lists of the subscriptions in `hidden` show no machine. */
export const withoutMachines =
  (hidden: ReadonlySet<string>) =>
  (deps: Dependencies): Dependencies => ({
    ...deps,
    azure: {
      ...deps.azure,
      arm(tenantId) {
        const arm = deps.azure.arm(tenantId);
        return {
          ...arm,
          async listResources(subscriptionId, group) {
            const all = await arm.listResources(subscriptionId, group);
            return hidden.has(subscriptionId) ? all.filter(({ type }) => type !== 'Microsoft.Compute/virtualMachines') : all;
          },
        };
      },
    },
  });

/** Answers that are lost on the way from Azure, and how many units are committed all the same. */
export function lostAnswers(upgrades: () => Upgrades): [title: string, committed: number, options: () => Begin][] {
  const noAnswer = (type: 'AzureUnavailable' | 'OutcomeUnknown', wire: Omit<Wire, 'workflowId'>): Begin['prepare'] => {
    return ({ workflowId }) => upgrades().refuse({ workflowId, ...wire }, type, 'the line went dead', { retryAfterMs: 200 });
  };
  return [
    [
      'of prepareClassic, after Azure took it: looked up',
      2,
      () => ({
        prepare: noAnswer('AzureUnavailable', { activity: 'prepareClassic', call: 'prepare', when: 'after', times: 1 }),
      }),
    ],
    [
      'of commitClassic, after Azure took it: looked up',
      2,
      () => ({ prepare: noAnswer('OutcomeUnknown', { activity: 'commitClassic', call: 'commit', when: 'after', times: 1 }) }),
    ],
    [
      'of a commit that did not arrive: proven so, and sent again',
      3,
      () => ({ change: onlyNetwork, prepare: noAnswer('OutcomeUnknown', { activity: 'commitClassic', times: 2 }) }),
    ],
    [
      'of a commit of what does not show its state: looked up too',
      1,
      () => ({ change: onlyRouteTables, prepare: ({ source }) => upgrades().dropAnswer(source, 'commit') }),
    ],
  ];
}

/** A commit that fails, and what the operator rules. */
interface FailedCommit {
  title: string;
  prepare: Begin['prepare'];
  verdict: Ruling['verdict'];
  byHand?: (run: Upgrade) => Promise<void>;
  sent?: number;
}

/** Failed commits after which everything is committed. */
export function failedCommits(upgrades: () => Upgrades): FailedCommit[] {
  const refused = (times: number): Begin['prepare'] => {
    return ({ source }) => upgrades().failVerb(source, 'comp=commit', times);
  };
  const rightsGone: Begin['prepare'] = ({ workflowId }) =>
    upgrades().refuse({ workflowId, activity: 'awaitClassicAtRest', times: 1 }, 'AccessDenied', 'not allowed any more');
  const committedByHand = async ({ source }: Upgrade) => {
    const unit = { kind: 'cloudService', name: 'shop-batch', deployment: 'shop-batch' } as const;
    await upgrades().classic.commit(source, unit);
    await until('it is committed', async () => (await upgrades().classic.state(source, unit)) === 'gone');
  };
  return [
    { title: 'tried again', prepare: refused(1), verdict: 'retry' },
    {
      title: 'the rights are gone when it is looked up: asked, and not sent again',
      prepare: rightsGone,
      verdict: 'retry',
      sent: 3,
    },
    { title: 'given up without a look: found committed all the same', prepare: rightsGone, verdict: 'give-up' },
    {
      title: 'done by hand: believed when it is seen',
      prepare: refused(1),
      verdict: 'done',
      byHand: committedByHand,
    },
  ];
}
