import { Failure } from '../../platform/errors.js';
import type { Device } from './device.entity.js';

/** For work that must not happen later than requested. @throws Failure deviceOffline */
export function requireOnline({ sn, status, online }: Pick<Device, 'sn' | 'status' | 'online'>): void {
  if (status !== 'approved') throw new Failure('deviceOffline', `device ${sn} is ${status}`);
  if (!online) throw new Failure('deviceOffline', `device ${sn} is offline`);
}

/** For work that may wait until the device calls. @throws Failure conflict */
export function requireServed({ sn, status }: Pick<Device, 'sn' | 'status'>): void {
  if (status !== 'approved' && status !== 'disabled') throw new Failure('conflict', `device ${sn} is ${status}`);
}
