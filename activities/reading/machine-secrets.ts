import type { ArmResource } from '../../contracts/azure/inventory';
import { notAsBefore } from './differences';

type Json = Record<string, unknown>;

/** `osProfile.secrets` of Microsoft.Compute: which vault, and which of its certificates go into the machine. */
interface VaultSecretGroup {
  sourceVault?: { id?: string };
  vaultCertificates?: { certificateUrl?: string; certificateStore?: string }[];
}

export function secretsOf({ properties }: ArmResource): VaultSecretGroup[] {
  const { secrets } = (properties?.osProfile ?? {}) as { secrets?: VaultSecretGroup[] };
  return secrets ?? [];
}

export function stateOf({ properties }: ArmResource): string {
  return typeof properties?.provisioningState === 'string' ? properties.provisioningState : 'Succeeded';
}

/**
 * The model to PUT: as it was read, with this list. Left out as `az vm update` leaves them out: the extensions, which are resources of their
 * own, and the image, which Azure keeps and would ask a right on for.
 */
export function withSecrets(
  { resources: _extensions, etag: _etag, ...machine }: ArmResource,
  secrets: VaultSecretGroup[],
): ArmResource {
  const { provisioningState: _state, instanceView: _view, ...properties } = machine.properties ?? {};
  const { imageReference: _image, ...storageProfile } = (properties.storageProfile ?? {}) as Json;
  return {
    ...machine,
    properties: { ...properties, storageProfile, osProfile: { ...(properties.osProfile as Json | undefined), secrets } },
  };
}

/** Paths of what a machine had before and has not now, beside its secrets and what Azure counts by itself. */
export function changedBeside(before: ArmResource, after: ArmResource): string[] {
  return notAsBefore(comparable(before), comparable(after));
}

function comparable({ resources: _extensions, etag: _etag, systemData: _system, ...machine }: ArmResource): Json {
  const { instanceView: _view, osProfile, ...properties } = machine.properties ?? {};
  const { secrets: _secrets, ...profile } = (osProfile ?? {}) as Json;
  return { ...machine, properties: { ...properties, osProfile: profile } };
}
