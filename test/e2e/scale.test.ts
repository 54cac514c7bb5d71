import { type LocalStack, startLocalStack } from '../support/local-stack';
import { compareSideBySide, EMPTY_WORLD, moveGroups, seedGroups } from '../support/scale';

const maybe = process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip;

maybe('a resource move, as it grows', () => {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await startLocalStack({ world: EMPTY_WORLD, clockRate: 3600 });
    await stack.azure.post('throttling', false);
  });
  afterAll(async () => stack.stop());

  it('2,000 resources in 10 groups: a bounded history, and no payload that grows with the number of resources', async () => {
    await stack.azure.post('clock', { rate: 3600 });
    const { few, many } = await stack.working(async () => ({
      few: await moveGroups(stack, await seedGroups(stack, 10, 20)),
      many: await moveGroups(stack, await seedGroups(stack, 10, 200)),
    }));
    expect([few.moved, many.moved]).toEqual([200, 2_000]);
    expect(many.events).toBeLessThan(2_000);
    expect(many.bytes).toBeLessThan(2_000_000);
    const ratio = many.largestPayload / few.largestPayload;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it('independent groups are moved side by side', async () => {
    await stack.azure.post('clock', { rate: 110 });
    const { atOnce, oneAfterAnother } = await stack.working(() => compareSideBySide(stack, 6, 2));
    expect(atOnce / oneAfterAnother).toBeLessThanOrEqual(0.3);
  });
});
