import type { PartSettings } from '../door/part-settings.js';
import { optionOf, type Options } from '../../protocol/access-push/dialect.js';

const usual = 5;
/** 255 would leave the door open (Access PUSH 9.4). */
const longest = 254;

const secondsOf = (value: string | number | boolean | undefined): number | null =>
  /^\d{1,6}$/.test(String(value)) ? Number(value) : null;

interface OfDoor {
  readonly number: number;
  readonly settings: PartSettings;
}

/**
 * How long a door is unlocked for a person: the operator's setting, else the device's value, else five seconds
 * (appendix 10, DoorDrivertime). A person who needs longer also gets the door's extra seconds.
 */
export function openSeconds({ number, settings }: OfDoor, options: Options, extendedPass: boolean): number {
  const told = optionOf(options, `Door${number}Drivertime`);
  const seconds = secondsOf(settings.DoorDrivertime) ?? secondsOf(told) ?? usual;
  const more = extendedPass ? (secondsOf(settings.ExtDoorDelayDrivertime) ?? 0) : 0;
  // At least one second: a person who is let in needs a lock that opens.
  return Math.min(longest, Math.max(1, seconds + more));
}
