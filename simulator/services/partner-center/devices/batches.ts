import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { collection, link, moment, ok } from '../api/answers';
import { bodyOf, customerOf, type Fields, fieldsOf, param, type PartnerCall, type Route } from '../api/call';
import { requiredList, requiredText } from '../api/checks';
import { PartnerError, refusal } from '../api/errors';
import { devicesOf, findPolicy } from './kept';
import type { BatchJob, CustomerDevices, Device } from './model';
import { startJob, upload } from './uploads';

/** Shapes: learn.microsoft.com/partner-center/developer/device-deployment-resources. */

function deviceView(device: Device): Fields {
  return {
    id: device.id,
    serialNumber: device.serialNumber,
    ...(device.productKey === undefined ? {} : { productKey: device.productKey }),
    ...(device.modelName === undefined ? {} : { modelName: device.modelName }),
    ...(device.oemManufacturerName === undefined ? {} : { oemManufacturerName: device.oemManufacturerName }),
    policies: [{ key: 'o_o_b_e', value: device.policyId ?? null }],
    uploadedDate: moment(device.uploadedAt),
    attributes: { objectType: 'Device' },
  };
}

type Batch = CustomerDevices['batches'][number];

function batchView(call: PartnerCall, { id, createdBy, createdAt }: Batch): Fields {
  const path = `/customers/${customerOf(call).tenant.tenantId}/deviceBatches/${id}/devices`;
  return {
    id,
    createdBy,
    creationDate: moment(createdAt),
    devicesCount: devicesOf(call).devices.filter((one) => one.batchId === id).length,
    devicesLink: link(path),
    attributes: { objectType: 'DeviceBatch' },
  };
}

function batchOf(call: PartnerCall): Batch {
  const found = devicesOf(call).batches.find((one) => keyOf(one.id) === keyOf(param(call, 'batch')));
  if (!found) throw refusal(1000, `no device batch ${param(call, 'batch')}`);
  return found;
}

/** @throws PartnerError 3000 for what is missing, 409 for a batch that is there already */
function create(call: PartnerCall): Answer {
  const body = bodyOf(call);
  const id = requiredText(body, 'batchId');
  const kept = devicesOf(call);
  if (kept.batches.some((one) => keyOf(one.id) === keyOf(id)))
    throw new PartnerError(409, 3000, `Invalid property: a device batch ${id} exists already`);
  const answer = upload(call, id, requiredList(body, 'devices'));
  kept.batches.push({ id, createdBy: call.request.caller.name, createdAt: call.azure.clock.now() });
  return answer;
}

/** Takes a bare list, or an object with `devices`. */
function add(call: PartnerCall): Answer {
  const { id } = batchOf(call);
  const { body } = call;
  return upload(call, id, Array.isArray(body) ? (body as unknown[]) : requiredList(bodyOf(call), 'devices'));
}

function devicesIn(call: PartnerCall): Answer {
  const { id } = batchOf(call);
  const shown = devicesOf(call).devices.filter((one) => one.batchId === id);
  return collection(shown.map(deviceView));
}

function deviceOf(call: PartnerCall): Device {
  const batch = batchOf(call);
  const id = param(call, 'device');
  const found = devicesOf(call).devices.find((one) => one.batchId === batch.id && keyOf(one.id) === keyOf(id));
  if (!found) throw refusal(1000, `no device ${id} in batch ${batch.id}`);
  return found;
}

function policyIn(call: PartnerCall, written: Fields): string | undefined {
  const policies = written['policies'];
  const [first] = Array.isArray(policies) ? (policies as unknown[]) : [];
  const { value } = fieldsOf(first);
  return typeof value === 'string' && value !== '' ? findPolicy(call, value).id : undefined;
}

function assign(device: Device, policyId: string | undefined): void {
  if (policyId === undefined) delete device.policyId;
  else device.policyId = policyId;
}

function patch(call: PartnerCall): Answer {
  const device = deviceOf(call);
  assign(device, policyIn(call, bodyOf(call)));
  return ok(deviceView(device));
}

function remove(call: PartnerCall): Answer {
  const device = deviceOf(call);
  const { devices } = devicesOf(call);
  devices.splice(devices.indexOf(device), 1);
  return { status: 204 };
}

/** Gives policies to many devices, or takes them. @throws PartnerError 1000 for an unknown device or policy; then nothing is changed */
function assignMany(call: PartnerCall): Answer {
  const { devices } = devicesOf(call);
  const wanted = requiredList(bodyOf(call), 'devices').map((written, at) => {
    const id = requiredText(fieldsOf(written), 'id', `devices[${at}].id`);
    const device = devices.find((one) => keyOf(one.id) === keyOf(id));
    if (!device) throw refusal(1000, `no device ${id}`);
    return { device, policyId: policyIn(call, fieldsOf(written)) };
  });
  for (const { device, policyId } of wanted) assign(device, policyId);
  return startJob(
    call,
    wanted.map(({ device: { serialNumber } }) => ({ serialNumber })),
  );
}

function jobView(job: BatchJob, now: number): Fields {
  const isDone = job.endsAt <= now;
  const time = (at: number) => new Date(at).toISOString().slice(0, 19);
  const failed = job.devices.some((one) => one.error !== undefined);
  return {
    batchTrackingId: job.id,
    status: isDone ? (failed ? 'finished_with_errors' : 'finished') : 'processing',
    startedTime: time(job.startedAt),
    ...(isDone ? { completedTime: time(job.endsAt) } : {}),
    devicesStatus: job.devices.map(({ serialNumber, productKey, error }) => ({
      serialNumber,
      ...(productKey === undefined ? {} : { productKey }),
      status: isDone ? (error ? 'finished_with_errors' : 'finished') : 'processing',
      ...(isDone && error ? { errorCode: error.code, errorDescription: error.description } : {}),
      attributes: { objectType: 'DeviceUploadDetails' },
    })),
    attributes: { objectType: 'BatchUploadDetails' },
  };
}

function jobStatus(call: PartnerCall): Answer {
  const found = devicesOf(call).jobs.find((one) => one.id === keyOf(param(call, 'job')));
  if (!found) throw refusal(1000, `no batch job ${param(call, 'job')}`);
  return ok(jobView(found, call.azure.clock.now()));
}

const CUSTOMER = '/v1/customers/{customer}';
const AT = `${CUSTOMER}/deviceBatches`;

export const DEVICES: readonly Route[] = [
  ['GET', AT, (call) => collection(devicesOf(call).batches.map((one) => batchView(call, one)))],
  ['POST', AT, create],
  ['GET', `${AT}/{batch}/devices`, devicesIn],
  ['POST', `${AT}/{batch}/devices`, add],
  ['PATCH', `${AT}/{batch}/devices/{device}`, patch],
  ['DELETE', `${AT}/{batch}/devices/{device}`, remove],
  ['PATCH', `${CUSTOMER}/DevicePolicyUpdates`, assignMany],
  ['GET', `${CUSTOMER}/batchjobstatus/{job}`, jobStatus],
];
