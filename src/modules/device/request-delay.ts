import { optionOf, type Options } from '../../protocol/access-push/dialect.js';
import type { Device } from './device.entity.js';

const controllers = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 23, 24, 25, 26, 27, 28, 40]);

/** Devices with batteries and no screen. */
const wirelessLock = 301;

/** A door controller, not a terminal (appendix 7); a device without this option counts as one. */
export function isController(options: Options): boolean {
  const type = optionOf(options, 'MachineType');
  return type === '' || controllers.has(Number(type));
}

/** It has a screen and a menu. */
export const isTerminal = (options: Options): boolean =>
  !isController(options) && Number(optionOf(options, 'MachineType')) !== wirelessLock;

/** Seconds between two polls of a device: 2 for door controllers, 5 for terminals (docs/rules.md 4). */
export function requestDelayOf({
  options,
  quirks,
  link,
}: Pick<Device, 'options' | 'quirks'> & Partial<Pick<Device, 'link'>>): number {
  if (typeof quirks.requestDelay === 'number') return quirks.requestDelay;
  // Attendance terminals do not report their type.
  if (link === 'push-att') return 5;
  return isController(options) ? 2 : 5;
}

/** max(60 s, 3 x RequestDelay + TimeoutSec 10) after the last request (docs/rules.md 4), for SQL on a device; unset = 5. */
export const offlineAfter = `greatest(60, 3 * coalesce((quirks->>'requestDelay')::int, 5) + 10) * interval '1 second'`;
