import type { Device } from './device.entity.js';

const controllers = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 23, 24, 25, 26, 27, 28, 40]);

/** Seconds between two polls that the device is told: 2 for door controllers, 5 for terminals (rules 4, appendix 7). */
export function requestDelayOf({ options, quirks }: Pick<Device, 'options' | 'quirks'>): number {
  if (typeof quirks.requestDelay === 'number') return quirks.requestDelay;
  const type = Object.entries(options).find(([name]) => name.toLowerCase() === 'machinetype')?.[1];
  return type === undefined || controllers.has(Number(type)) ? 2 : 5;
}
