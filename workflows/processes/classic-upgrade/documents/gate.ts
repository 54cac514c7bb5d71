import type { ClassicUnit, UpgradedUnit } from '../../../../contracts/processes/classic-upgrade';
import type { Document, DocumentSection } from '../../../../contracts/people/document';

export interface PreparedUnit {
  unit: ClassicUnit;
  built: Pick<UpgradedUnit, 'resourceGroups' | 'resources'>;
  messages: readonly string[];
}

/** Names of one list that are shown; the rest is counted. */
const SHOWN = 40;

/**
 * What is approved before the upgrade is made final: what Azure has built, what stops, what Azure warned of. Bound to what prepare built:
 * until the answer both sides are locked, so that it cannot change.
 */
export function upgradeGate(
  customer: string,
  subscriptionId: string,
  prepared: readonly PreparedUnit[],
  staying: readonly UpgradedUnit[],
  version: number,
): Document {
  const stopping = prepared.filter(({ unit }) => unit.stops).flatMap(({ unit }) => unit.virtualMachines);
  return {
    title: 'Upgrade from the classic deployment model to Resource Manager',
    version,
    sections: [
      {
        title: 'What is asked',
        text: [
          `Azure has built the units below of ${customer} in Resource Manager and has locked both sides: nobody can change them until they are committed or aborted. An approval commits them. A commit cannot be taken back. A no, or no answer in time, aborts all of them, and everything is as it was before.`,
          ...(stopping.length > 0
            ? [
                'Machines outside of a virtual network have been stopped by Azure on the way (deallocated), because they get into a network: they are started by hand after the commit, and their addresses change. After an abort they run again as before.',
              ]
            : ['No machine stops.']),
        ],
        fields: [
          { label: 'Subscription', value: subscriptionId },
          { label: 'Units', value: names(prepared.map(({ unit }) => unit.id)) },
          { label: 'Machines that stand still', value: names(stopping) },
        ],
      },
      ...prepared.map(sectionOf),
      ...(staying.length > 0
        ? [
            {
              title: 'Stays classic',
              fields: staying.slice(0, SHOWN).map(({ id, messages }) => ({ label: id, value: messages[0] ?? '' })),
            },
          ]
        : []),
    ],
  };
}

function sectionOf({ unit, built, messages }: PreparedUnit): DocumentSection {
  return {
    title: unit.id,
    ...(messages.length > 0 ? { text: [...messages] } : {}),
    fields: [
      { label: 'Machines', value: names(unit.virtualMachines) },
      { label: 'Resource groups that appear', value: names(built.resourceGroups) },
      { label: 'Built', value: names(built.resources.map((id) => id.slice(id.indexOf('/providers/') + '/providers/'.length))) },
    ],
  };
}

function names(all: readonly string[]): string {
  if (all.length === 0) return 'none';
  return all.length <= SHOWN ? all.join(', ') : `${all.slice(0, SHOWN).join(', ')} and ${all.length - SHOWN} more`;
}
