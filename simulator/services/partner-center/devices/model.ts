/** Devices that partners have registered for customers, and what happens when they are first switched on. Times are virtual milliseconds. */

export interface Device {
  id: string;
  batchId: string;
  serialNumber: string;
  productKey?: string;
  modelName?: string;
  oemManufacturerName?: string;
  policyId?: string;
  uploadedAt: number;
}

export interface UploadedDevice {
  serialNumber: string;
  productKey?: string;
  error?: { code: string; description: string };
}

/** An upload or a change of many devices, told as a job. */
export interface BatchJob {
  id: string;
  startedAt: number;
  endsAt: number;
  devices: UploadedDevice[];
}

export interface DevicePolicy {
  id: string;
  name: string;
  category: string;
  description: string;
  policySettings: string[];
  createdAt: number;
  modifiedAt: number;
}

/** The devices of one customer with one partner. */
export interface CustomerDevices {
  batches: { id: string; createdBy: string; createdAt: number }[];
  devices: Device[];
  jobs: BatchJob[];
  policies: DevicePolicy[];
}

/** All devices, by partner and customer. */
export type DeviceState = Record<string, CustomerDevices>;
