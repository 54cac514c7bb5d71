import type { ArtifactRef } from '../../contracts/run/artifact';
import type { FailureType } from '../../contracts/run/failures';
import type { ArmResource } from '../../contracts/azure/inventory';
import { parseArmId } from '../../planning/inventory/arm-id';
import type { Dependencies } from '../ports/dependencies';
import { eachOf } from '../common/in-parallel';
import { failure, isFailure } from '../failures/failure';
import { waitForLists } from '../reading/lagging-lists';
import { lookUpMachines, whatIsLeft } from '../reading/machines';
import { assertSettled, emptied, updateMachine } from './update';
import { secretsOf, withSecrets } from '../reading/machine-secrets';
import type { Sealed } from '../ports/vault';

interface SecretsScope {
  tenantId: string;
  subscriptionId: string;
}

/** One machine that carries secrets, without what they are. */
export interface FoundMachine {
  id: string;
  name: string;
  resourceGroup: string;
  vaults: string[];
  certificates: number;
}

/** So many of the kept machines, from this one on. */
export interface SecretsSlice {
  tenantId: string;
  kept: ArtifactRef;
  from: number;
  count: number;
}

/** What is done to a slice, once. */
export interface SecretsTry extends SecretsSlice {
  /** Whether a machine that another operation holds is told to the caller, who waits, or refused like any other. */
  held: 'tell' | 'refuse';
}

/** A machine whose list could not be taken from it, and why. */
export interface RefusedMachine {
  id: string;
  type: FailureType;
  message: string;
}

/** Machines that another operation holds: it passes, and nobody has to act. */
export interface HeldMachines {
  count: number;
  first: RefusedMachine;
}

interface SecretsState {
  removed: number;
  /** Still there, those that were refused too. */
  left: number;
  gone: number;
  /** The first few that are left. */
  examples: string[];
}

/** Machines that are changed at the same time: an update takes Azure about half a minute, and 1,200 writes an hour are its older limit. */
const AT_ONCE = 8;
/** Refusals that an answer carries; all of them lie in the file. */
const EXAMPLES = 3;
/**
 * Another operation works on the machine, its classic unit is prepared and not committed yet, or its provider is being upgraded. Of what passes by
 * itself only this can last for hours and for one machine alone: the caller waits for it and tells people, Temporal waits for the rest.
 */
const HOLDS: readonly FailureType[] = ['OperationInProgress', 'FabricUpgrade'];

const shortened = (one: RefusedMachine): RefusedMachine => ({ ...one, message: one.message.slice(0, 500) });

export function createSecretsActivities({ azure, artifacts, vault, settings }: Dependencies) {
  const carriers = async ({ tenantId, subscriptionId }: SecretsScope, ids?: readonly string[]) => {
    const machines = await lookUpMachines(azure.arm(tenantId), subscriptionId, ids);
    const absent = [...machines].flatMap(([id, machine]) => (machine ? [] : [id]));
    const found = [...machines.values()].flatMap((machine) => (machine && secretsOf(machine).length > 0 ? [machine] : []));
    return { absent, found };
  };
  const open = async (kept: ArtifactRef) => vault().open(await artifacts.read<Sealed>(kept)) as ArmResource[];
  const sliceOf = async ({ tenantId, kept, from, count }: SecretsSlice) => ({
    arm: azure.arm(tenantId),
    machines: (await open(kept)).slice(from, from + count),
  });

  /**
   * Acts on each; what passes by itself is thrown at the end, so that the slice is tried again, everything else is a refusal. What is held is
   * one or the other, as the slice says.
   */
  const overAll = async (
    { held: whenHeld }: SecretsTry,
    machines: readonly ArmResource[],
    act: (machine: ArmResource) => Promise<void>,
  ): Promise<{ refused: RefusedMachine[]; held?: HeldMachines }> => {
    const refused: RefusedMachine[] = [];
    let passing: Error | undefined;
    await eachOf(machines, AT_ONCE, async (machine) => {
      try {
        await act(machine);
      } catch (error) {
        if (!isFailure(error)) throw error;
        if (error.nonRetryable || isFailure(error, ...HOLDS))
          refused.push({ id: machine.id, type: error.type as FailureType, message: error.message });
        else passing ??= error;
      }
    });
    if (passing) throw passing;
    refused.sort((a, b) => (a.id < b.id ? -1 : 1));
    const held = refused.filter(({ type }) => HOLDS.includes(type));
    const [first] = held;
    return { refused, ...(first && whenHeld === 'tell' ? { held: { count: held.length, first: shortened(first) } } : {}) };
  };

  return {
    /** Looks for machines with secrets; throws `InvalidInput` when there are some and nothing to encrypt them with. */
    async findSecrets({
      virtualMachines,
      ...scope
    }: SecretsScope & { virtualMachines?: string[] }): Promise<{ found: number; machines: ArtifactRef }> {
      const { found: machines, absent } = await carriers(scope, virtualMachines);
      if (absent.length > 0)
        throw failure(
          'NotFound',
          `no such virtual machine: ${absent.slice(0, 5).join(', ')}; take it out of virtualMachines, or correct its id`,
        );
      if (machines.length > 0) vault();
      const rows = machines.map((machine): FoundMachine => {
        const groups = secretsOf(machine);
        const { resourceGroup = '', name } = parseArmId(machine.id) ?? { name: machine.id };
        return {
          id: machine.id,
          name,
          resourceGroup,
          vaults: groups.flatMap(({ sourceVault }) => sourceVault?.id ?? []),
          certificates: groups.reduce((n, { vaultCertificates = [] }) => n + vaultCertificates.length, 0),
        };
      });
      return { found: rows.length, machines: await artifacts.write('machines-with-secrets', rows) };
    },

    /** Puts the found machines' whole models aside, encrypted, as they are now. */
    async keepSecrets({
      machines,
      ...scope
    }: SecretsScope & { machines: ArtifactRef }): Promise<{ kept: ArtifactRef; machines: number }> {
      const ids = (await artifacts.read<FoundMachine[]>(machines)).map(({ id }) => id);
      const { found: models } = await carriers(scope, ids);
      return { kept: await artifacts.write('kept-secrets', vault().seal(models)), machines: models.length };
    },

    /** Gives each machine of the slice an empty list. Tried again it goes on where it was: a machine that has none is passed by. */
    async removeSecrets(
      slice: SecretsTry,
    ): Promise<{ refused: number; examples: RefusedMachine[]; refusals?: ArtifactRef; held?: HeldMachines }> {
      const { arm, machines } = await sliceOf(slice);
      const { refused, held } = await overAll(slice, machines, (kept) => emptied(arm, kept, settings.timeScale));
      if (refused.length === 0) return { refused: 0, examples: [] };
      return {
        refused: refused.length,
        examples: refused.slice(0, EXAMPLES).map(shortened),
        refusals: await artifacts.write('refused-machines', refused),
        ...(held ? { held } : {}),
      };
    },

    /** Gives each machine of the slice its list back, where it has none. Throws the first refusal once all have been tried and none is held. */
    async restoreSecrets(slice: SecretsTry): Promise<{ restored: number; held?: HeldMachines }> {
      const { arm, machines } = await sliceOf(slice);
      let restored = 0;
      const { refused, held } = await overAll(slice, machines, async (kept) => {
        const machine = await arm.virtualMachine(kept.id);
        if (!machine || secretsOf(machine).length > 0) return;
        assertSettled(machine);
        await updateMachine(arm, kept.id, withSecrets(machine, secretsOf(kept)), settings.timeScale);
        restored++;
      });
      if (held) return { restored, held };
      const [first] = refused;
      if (first) {
        const names = refused.slice(0, 10).map(({ id }) => id);
        throw failure(
          'UndoIncomplete',
          `${refused.length} machines have no list: ${names.join(', ')}; the first: ${first.message}`,
        );
      }
      return { restored };
    },

    /** What the kept machines have now: the outcome is what is found. */
    async lookAtSecrets({
      kept,
      expectLeft,
      ...scope
    }: SecretsScope & { kept: ArtifactRef; expectLeft: number }): Promise<SecretsState> {
      const now = await whatIsLeft(azure.arm(scope.tenantId), scope.subscriptionId, await open(kept));
      const left = [...now.values()].filter((state) => state === 'kept').length;
      const examples = [...now].filter(([, state]) => state === 'kept').map(([id]) => id);
      if (left > expectLeft) waitForLists(examples, settings);
      return {
        removed: [...now.values()].filter((state) => state === 'removed').length,
        left,
        gone: [...now.values()].filter((state) => state === 'gone').length,
        examples: examples.slice(0, EXAMPLES),
      };
    },
  };
}
