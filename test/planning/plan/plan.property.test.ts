import fc from 'fast-check';
import type { Batch, MovePlan } from '../../../contracts/azure/plan';
import { groupId, idKey, topLevelOf } from '../../../planning/inventory/arm-id';
import { isAppService } from '../../../planning/inventory/app-service';
import { planDigest } from '../../../planning/plan/digest';
import { buildGraph } from '../../../planning/inventory/graph';
import { destinationGroupName } from '../../../planning/plan/group-names';
import { indexInventory } from '../../../planning/inventory/index-inventory';
import { planMove } from '../../../planning/plan/plan';
import { scheduleOf } from '../../../planning/plan/schedule';
import { planningCase, type PlanningCase } from '../arbitrary-inventory';

const RUNS = 300;

function holds(property: (plan: MovePlan, given: PlanningCase) => void): void {
  fc.assert(
    fc.property(planningCase, (given) => property(planMove(given), given)),
    { numRuns: RUNS },
  );
}

function batchesWith(plan: MovePlan, key: string): Batch[] {
  return plan.batches.filter((batch) => batch.resources.some((id) => idKey(id) === key));
}

/** Ids of the batches that are complete when a batch starts. */
function before(plan: MovePlan): Map<string, Set<string>> {
  const done = new Map<string, Set<string>>();
  for (const { id, after } of plan.batches)
    done.set(id, new Set(after.flatMap((earlier) => [earlier, ...(done.get(earlier) ?? [])])));
  return done;
}

test('every top-level resource is in exactly one chain of batches or in exactly one refusal, and so says its finding', () => {
  holds((plan, { source }) => {
    const present = new Set(source.resources.map(({ id }) => idKey(id)));
    for (const { id } of source.resources) {
      const top = idKey(topLevelOf(id) ?? id);
      const chain = batchesWith(plan, top).map((batch) => batch.stage);
      const refusals = plan.refusals.filter((refusal) => idKey(refusal.id) === idKey(id)).length;
      const isTop = idKey(id) === top;
      const parentMissing = !isTop && !present.has(top);
      expect(new Set(chain).size).toBe(chain.length);
      expect(chain.includes('move') || chain.length === 0).toBe(true);
      expect(refusals).toBe((isTop || parentMissing) && chain.length === 0 ? 1 : 0);
      const findings = plan.findings.filter((finding) => idKey(finding.id) === idKey(id));
      expect(findings).toHaveLength(1);
      const goes = findings[0]?.verdict === 'NO ISSUES' || findings[0]?.doneBy === 'handover';
      expect(goes).toBe(chain.length > 0);
    }
    expect(plan.findings).toHaveLength(source.resources.length);
  });
});

test('a chain starts in the resource’s own group and each batch starts where the one before it ended', () => {
  holds((plan, { source, options, destination }) => {
    const done = before(plan);
    for (const { id } of source.resources) {
      const chain = batchesWith(plan, idKey(id));
      let at = id.split('/providers/')[0] ?? '';
      chain.forEach((batch, index) => {
        expect(idKey(groupId(batch.from))).toBe(idKey(at));
        expect(idKey(groupId(batch.to))).not.toBe(idKey(at));
        at = groupId(batch.to);
        const earlier = chain[index - 1];
        if (earlier) expect(done.get(batch.id)).toContain(earlier.id);
      });
      const type = source.resources.find((resource) => resource.id === id)?.type ?? '';
      if (chain.length > 0 && options.redistribute && !isAppService(type)) {
        const name = destinationGroupName(options, id.split('/')[4] ?? '');
        expect(at).toBe(groupId({ subscriptionId: destination.subscriptionId, resourceGroup: name }));
      }
    }
  });
});

test('no together edge joins a resource that moves and one that stays', () => {
  holds((plan, { source }) => {
    const moving = new Set(plan.batches.flatMap((batch) => batch.resources.map(idKey)));
    for (const { from, to, strength } of buildGraph(indexInventory(source)).edges)
      if (strength === 'together') expect(moving.has(from)).toBe(moving.has(to));
  });
});

test('what depends on one another is never in two batches that may be in flight at once', () => {
  holds((plan, { source }) => {
    const done = before(plan);
    for (const { from, to } of buildGraph(indexInventory(source)).edges)
      for (const a of batchesWith(plan, from))
        for (const b of batchesWith(plan, to))
          if (a.id !== b.id) expect(done.get(a.id)?.has(b.id) || done.get(b.id)?.has(a.id)).toBe(true);
  });
});

test('leaving together: all of a component leaves in one batch, but for storage accounts of other regions', () => {
  holds((plan, { source }) => {
    for (const { from, to, strength } of buildGraph(indexInventory(source)).edges) {
      if (strength !== 'together' || `${from} ${to}`.includes('storageaccounts')) continue;
      const [a, b] = [from, to].map((key) => batchesWith(plan, key).find((batch) => batch.stage === 'move')?.id);
      expect(a).toBe(b);
    }
  });
});

test('no batch has a storage account beside a resource of another region, none is too large, none is empty', () => {
  holds((plan, { source }) => {
    const found = new Map(source.resources.map((resource) => [idKey(resource.id), resource]));
    for (const batch of plan.batches) {
      expect(batch.resources.length).toBeGreaterThan(0);
      expect(batch.resources.length).toBeLessThanOrEqual(800);
      const members = batch.resources.map((id) => found.get(idKey(id)));
      if (!members.some((member) => member?.type === 'Microsoft.Storage/storageAccounts' && member.location !== 'global'))
        continue;
      const storageRegions = members
        .filter((member) => member?.type === 'Microsoft.Storage/storageAccounts')
        .map((member) => (member?.location ?? '').replace(' ', '').toLowerCase());
      const regions = members.map((member) => (member?.location ?? '').replace(' ', '').toLowerCase());
      for (const region of storageRegions.filter((r) => r !== 'global'))
        expect(regions.filter((other) => other !== region && other !== 'global')).toEqual([]);
    }
  });
});

test('carried out one after another in any order that it allows, no batch finds its name taken', () => {
  holds((plan, { source, destination }) => {
    const place = new Map(source.resources.map(({ id }) => [idKey(id), idKey(id)]));
    const occupied = new Set([...place.values(), ...destination.resources.map(({ id }) => idKey(id))]);
    // Backwards within what `after` allows: the opposite of the order in which the batches were made.
    const waiting = [...plan.batches].reverse();
    const done = new Set<string>();
    while (waiting.length > 0) {
      const next = waiting.findIndex((batch) => batch.after.every((id) => done.has(id)));
      expect(next).toBeGreaterThanOrEqual(0);
      for (const batch of waiting.splice(next, 1)) {
        for (const id of batch.resources) {
          const from = place.get(idKey(id)) ?? '';
          const to = from.replace(/^.*?(?=\/providers\/)/, idKey(groupId(batch.to)));
          expect(from.startsWith(`${idKey(groupId(batch.from))}/providers/`)).toBe(true);
          expect(occupied.has(to)).toBe(false);
          occupied.delete(from);
          occupied.add(to);
          place.set(idKey(id), to);
        }
        done.add(batch.id);
      }
    }
  });
});

test('App Service: a destination group gets one batch with it, and a batch with it takes all that is in the group', () => {
  holds((plan, { source }) => {
    const apps = new Set(source.resources.filter(({ type }) => isAppService(type)).map(({ id }) => idKey(id)));
    const moves = plan.batches.filter((batch) => batch.stage === 'move' && batch.resources.some((id) => apps.has(idKey(id))));
    expect(new Set(moves.map((batch) => batch.to.resourceGroup)).size).toBe(moves.length);
    for (const batch of moves)
      for (const key of apps) {
        const chain = batchesWith(plan, key);
        const gathered = chain.find(({ stage }) => stage === 'consolidate')?.to.resourceGroup ?? key.split('/')[4];
        if (gathered?.toLowerCase() === batch.from.resourceGroup.toLowerCase()) expect(chain).toContain(batch);
      }
  });
});

test('as early as may be, two batches that run at once share no group', () => {
  holds((plan) => {
    const slots = scheduleOf(plan.batches);
    const groups = (id: string) =>
      plan.batches.filter((batch) => batch.id === id).flatMap(({ from, to }) => [groupId(from), groupId(to)].map(idKey));
    for (const a of slots)
      for (const b of slots)
        if (a.id < b.id && a.start < b.end && b.start < a.end)
          expect(groups(a.id).filter((group) => groups(b.id).includes(group))).toEqual([]);
    expect(plan.expectedSeconds).toBe(Math.max(0, ...slots.map((slot) => slot.end)));
  });
});

test('every group that takes part is one of the source’s or a planned one, each once', () => {
  holds((plan, { source }) => {
    const own = source.resourceGroups.map(({ name }) => groupId({ subscriptionId: source.subscriptionId, resourceGroup: name }));
    const planned = plan.groups.map(({ subscriptionId, name }) => groupId({ subscriptionId, resourceGroup: name }));
    const used = plan.batches.flatMap(({ from, to }) => [groupId(from), groupId(to)]);
    expect(new Set(planned.map(idKey)).size).toBe(planned.length);
    for (const group of used) expect([...own, ...planned].map(idKey)).toContain(idKey(group));
    for (const group of planned) expect(used).toContain(group);
  });
});

test('a refusal because of another resource names one that stays too', () => {
  holds((plan) => {
    const refused = new Set(plan.refusals.map(({ id }) => idKey(topLevelOf(id) ?? id)));
    for (const { because, reason, fix } of plan.refusals) {
      expect(reason).toMatch(/^\S.*\.$/);
      expect(fix).toMatch(/^\S.*\.$/);
      if (because !== undefined) expect(refused).toContain(idKey(because));
    }
  });
});

test('the order of the input changes nothing', () => {
  const shuffled = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: items.length });
  fc.assert(
    fc.property(
      planningCase.chain((given) =>
        fc
          .tuple(
            shuffled(given.source.resources),
            shuffled(given.source.resourceGroups),
            shuffled(given.source.locks),
            shuffled(given.destination.resources),
            shuffled(given.options.exclude),
          )
          .map(([resources, resourceGroups, locks, there, exclude]) => ({
            given,
            other: {
              source: { ...given.source, resources, resourceGroups, locks },
              destination: { ...given.destination, resources: there },
              options: { ...given.options, exclude },
            },
          })),
      ),
      ({ given, other }) => {
        const before = JSON.stringify(given);
        expect(planDigest(planMove(other))).toBe(planDigest(planMove(given)));
        expect(JSON.stringify(given)).toBe(before);
      },
    ),
    { numRuns: RUNS },
  );
});
