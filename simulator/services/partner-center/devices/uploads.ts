import { newGuid } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { customerOf, fieldsOf, type PartnerCall } from '../api/call';
import { textOf } from '../api/checks';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { devicesOf } from './kept';
import type { BatchJob, Device, UploadedDevice } from './model';

/** Virtual milliseconds that a job takes. */
const WORKING = 10 * 60_000;

/**
 * A device is known by its hardware hash, or by serial number and product key, or by serial number, manufacturer and model.
 * @throws PartnerError 3000 for one that is known by none of these
 */
function deviceIn(written: unknown, batchId: string, at: number, now: number): Device {
  const fields = fieldsOf(written);
  const serialNumber = textOf(fields['serialNumber']);
  const productKey = textOf(fields['productKey']);
  const modelName = textOf(fields['modelName']);
  const oemManufacturerName = textOf(fields['oemManufacturerName']);
  const isKnown =
    textOf(fields['hardwareHash']) !== undefined ||
    (serialNumber !== undefined && (productKey !== undefined || (modelName !== undefined && oemManufacturerName !== undefined)));
  if (!isKnown)
    throw refusal(
      3000,
      `devices[${at}] needs a hardwareHash, or a serialNumber with productKey, or with modelName and oemManufacturerName`,
    );
  return {
    id: newGuid(),
    batchId,
    serialNumber: serialNumber ?? '',
    ...(productKey === undefined ? {} : { productKey }),
    ...(modelName === undefined ? {} : { modelName }),
    ...(oemManufacturerName === undefined ? {} : { oemManufacturerName }),
    uploadedAt: now,
  };
}

const isSame = (one: Device, other: Device) =>
  keyOf(one.serialNumber) === keyOf(other.serialNumber) && keyOf(one.productKey ?? '') === keyOf(other.productKey ?? '');

/** A device belongs to one customer, and once. */
function errorOf(call: PartnerCall, device: Device): UploadedDevice['error'] {
  const own = devicesOf(call);
  for (const kept of Object.values(partnerCenterState.of(call.azure.store).devices)) {
    if (!kept.devices.some((one) => isSame(one, device))) continue;
    return kept === own
      ? { code: '806', description: 'ZtdDeviceAlreadyAssigned' }
      : { code: '808', description: 'ZtdDeviceAssignedToOtherTenant' };
  }
  return undefined;
}

/** Notes a job and answers where its status is read. */
export function startJob(call: PartnerCall, devices: UploadedDevice[]): Answer {
  const now = call.azure.clock.now();
  const job: BatchJob = { id: newGuid(), startedAt: now, endsAt: now + WORKING, devices };
  devicesOf(call).jobs.push(job);
  const { tenant } = customerOf(call);
  return { status: 202, headers: { Location: `/customers/${tenant.tenantId}/batchjobstatus/${job.id}` } };
}

/** Takes devices into a batch; what cannot be taken is told by the job. @throws PartnerError 3000 without devices */
export function upload(call: PartnerCall, batchId: string, written: readonly unknown[]): Answer {
  if (written.length === 0 || written.length > 2000) throw refusal(3000, 'devices is a list of 1 to 2000');
  const now = call.azure.clock.now();
  const devices = written.map((one, at) => deviceIn(one, batchId, at, now));
  const kept = devicesOf(call);
  const told = devices.map((device): UploadedDevice => {
    const error = errorOf(call, device);
    if (!error) kept.devices.push(device);
    return {
      serialNumber: device.serialNumber,
      ...(device.productKey === undefined ? {} : { productKey: device.productKey }),
      ...(error === undefined ? {} : { error }),
    };
  });
  return startJob(call, told);
}
