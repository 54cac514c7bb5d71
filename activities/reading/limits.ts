import { LIMITED_PROVIDERS, type Limits } from '../../contracts/azure/destination';
import type { ArmResource } from '../../contracts/azure/inventory';
import { limitsToRead } from '../../planning/rules/limits';
import type { Arm } from '../ports/arm';
import { isFailure } from '../failures/failure';

/**
 * The limits that matter for what is to arrive at the subscription. What does not tell them (a provider that is not registered there, a right
 * that is not given) is missing in the answer, and `notTold` says it, a sentence each.
 */
export async function readLimits(
  arm: Arm,
  subscriptionId: string,
  moving: readonly ArmResource[],
  registeredProviders: readonly string[],
): Promise<{ limits: Limits; notTold: string[] }> {
  const registered = new Set(registeredProviders.map((namespace) => namespace.toLowerCase()));
  const { places, machinesIn } = limitsToRead(moving);
  const limits: Limits = { regions: {}, sizes: {} };
  const notTold = LIMITED_PROVIDERS.filter(
    (provider) => !registered.has(provider.toLowerCase()) && places.some(([one]) => one === provider),
  ).map((provider) => `Limits of ${provider} are not known: the destination has not registered it.`);
  const told = async (what: string, read: () => Promise<void>) => {
    try {
      await read();
    } catch (error) {
      if (!isFailure(error) || !error.nonRetryable) throw error;
      notTold.push(`${what} could not be read: ${error.message}`);
    }
  };
  for (const [provider, region] of places)
    if (registered.has(provider.toLowerCase()))
      await told(`Limits of ${provider} in ${region}`, async () => {
        (limits.regions[region] ??= {})[provider] = await arm.limits(subscriptionId, provider, region);
      });
  if (registered.has('microsoft.compute'))
    for (const region of machinesIn)
      await told(`Sizes of machines in ${region}`, async () => {
        limits.sizes[region] = await arm.vmSizes(subscriptionId, region);
      });
  return { limits, notTold };
}
