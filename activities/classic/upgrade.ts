import { activityInfo } from '@temporalio/activity';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { ClassicUnit, UpgradedUnit } from '../../contracts/processes/classic-upgrade';
import { explained } from '../../planning/classic/known-errors';
import { planUpgrade } from '../../planning/classic/units';
import { SHOWS_STATE, type UnitState } from '../ports/classic';
import type { Dependencies } from '../ports/dependencies';
import { failure, isFailure } from '../failures/failure';

export interface ClassicScope {
  tenantId: string;
  subscriptionId: string;
}

export type UnitInput = ClassicScope & { unit: ClassicUnit };

interface Validated {
  /** An error was among the messages: it cannot be prepared. */
  blocked: boolean;
  messages: string[];
}

/** How often Azure is looked at while it does not show whether something is going on; then it is taken as resting. */
const LOOKS = 8;
const LOOK_AGAIN_MS = 30_000;
/** Messages of one unit that people are shown; a network of a hundred machines says most things a hundred times. */
const MOST_MESSAGES = 12;

export function createClassicActivities({ azure, artifacts, classic, settings }: Dependencies) {
  const pace = (ms: number) => Math.max(50, Math.round(ms / settings.timeScale));
  const again = (message: string) => failure('StillRunning', message, { retryAfterMs: pace(LOOK_AGAIN_MS) });

  return {
    /** Reads the classic side and says what goes with what. Throws `AccessDenied` with who could let this identity in, `InvalidInput` for `exclude`. */
    async findClassicUnits({ exclude, ...scope }: ClassicScope & { exclude: string[] }): Promise<{
      units: ClassicUnit[];
      apart: UpgradedUnit[];
      inventory: ArtifactRef;
    }> {
      const { tenantId, subscriptionId } = scope;
      const inventory = await classic(tenantId)
        .inventory(subscriptionId)
        .catch(async (error: unknown) => {
          if (!isFailure(error, 'AccessDenied')) throw error;
          const known = await azure
            .arm(tenantId)
            .classicAdministrators(subscriptionId)
            .catch(() => []);
          const who = known.map(({ emailAddress, role }) => `${emailAddress} (${role})`).join(', ');
          throw failure(
            'AccessDenied',
            `the signed-in identity is neither service administrator nor co-administrator of ${subscriptionId}, and roles of Resource Manager count for nothing in the classic model: ${who ? `ask one of ${who} to` : 'have its service administrator'} add the identity as a co-administrator (Subscription > Access control (IAM) > Classic administrators), then start again`,
            {},
            error,
          );
        });
      const { units, apart, problems } = planUpgrade(inventory, exclude);
      if (problems.length > 0) throw failure('InvalidInput', `exclude: ${problems.join('; ')}`, { problems });
      return { units, apart, inventory: await artifacts.write('classic-inventory', inventory) };
    },

    /** What Azure says of a unit before anything is done to it. */
    async validateClassic({ tenantId, subscriptionId, unit }: UnitInput): Promise<Validated> {
      const said = await classic(tenantId).validate(subscriptionId, unit);
      const telling = said.filter(({ category }) => category !== 'Information');
      const inOrder = [...telling].sort((a, b) => Number(b.category === 'Error') - Number(a.category === 'Error'));
      const messages = inOrder.map(({ message, virtualMachine }) => explained(undefined, message, virtualMachine).text);
      const more = messages.length - MOST_MESSAGES;
      return {
        blocked: telling.some(({ category }) => category === 'Error'),
        messages: [...messages.slice(0, MOST_MESSAGES), ...(more > 0 ? [`And ${more} more like these.`] : [])],
      };
    },

    /** Has Azure build the unit in Resource Manager and lock both sides. Ends by `pollClassic`. */
    async prepareClassic({ tenantId, subscriptionId, unit }: UnitInput): Promise<{ operation: string }> {
      return { operation: await classic(tenantId).prepare(subscriptionId, unit) };
    },

    /** Has Azure take back what prepare built, and unlock. What is not prepared stays as it is. Ends by `pollClassic`. */
    async abortClassic({ tenantId, subscriptionId, unit }: UnitInput): Promise<{ operation: string }> {
      return { operation: await classic(tenantId).abort(subscriptionId, unit) };
    },

    /** Makes it final. Sent once; no answer, or another operation on the unit, is `OutcomeUnknown`: look. */
    async commitClassic({ tenantId, subscriptionId, unit }: UnitInput): Promise<{ operation: string }> {
      try {
        return { operation: await classic(tenantId).commit(subscriptionId, unit) };
      } catch (error) {
        if (isFailure(error, 'OperationInProgress')) throw failure('OutcomeUnknown', error.message, {}, error);
        throw error;
      }
    },

    /** One look at a verb's operation. Answers when it ended well; `StillRunning`, tried again, or its own error. */
    async pollClassic({ tenantId, subscriptionId, operation }: ClassicScope & { operation: string }): Promise<void> {
      const state = await classic(tenantId).operation(subscriptionId, operation);
      if (state.running) throw failure('StillRunning', 'Azure is still at it', { retryAfterMs: pace(state.retryAfterMs) });
    },

    /** Answers once no verb works on the unit any more, as far as Azure shows that. */
    async awaitClassicAtRest({ tenantId, subscriptionId, unit }: UnitInput): Promise<{ state: UnitState }> {
      const state = await classic(tenantId).state(subscriptionId, unit);
      if (state === 'Preparing' || state === 'Committing' || state === 'Aborting') throw again(`${unit.id} is ${state}`);
      if (state === 'classic' && !SHOWS_STATE[unit.kind] && activityInfo().attempt < LOOKS)
        throw again(`${unit.id} is still classic, and does not show whether something works on it`);
      return { state };
    },

    /** One look. */
    async lookAtClassic({ tenantId, subscriptionId, unit }: UnitInput): Promise<{ state: UnitState }> {
      return { state: await classic(tenantId).state(subscriptionId, unit) };
    },
  };
}
