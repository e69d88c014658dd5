import type { PanelMemory } from './memory.js';
import type { PanelSettings } from './settings.js';

/** The settings of a panel: options, and on newer firmware tables of parameters. */
export interface Parameters {
  readonly memory: PanelMemory;
  readonly settings: PanelSettings;
}

/**
 * A door's parameter by its name without `Door`, such as `Drivertime`: a row of DoorParameters (appendix 10), else the
 * option `Door1Drivertime` (Access PUSH 9.5.1); '' when neither was set.
 */
export function doorParameter({ memory, settings }: Parameters, door: number, name: string): string {
  const wanted = `door${name}`.toLowerCase();
  const row = memory
    .rows('DoorParameters')
    .find((one) => one.get('id') === String(door) && one.get('name')?.toLowerCase() === wanted);
  return row?.get('value') ?? settings.get(`Door${door}${name}`) ?? '';
}

/** A parameter of the device itself: a row of DevParameters (appendix 12), else the option. */
export function deviceParameter({ memory, settings }: Parameters, name: string): string {
  const row = memory.rows('DevParameters').find((one) => one.get('name')?.toLowerCase() === name.toLowerCase());
  return row?.get('value') ?? settings.get(name) ?? '';
}

/** As a number; the fallback if it was never set. */
export function doorNumber(parameters: Parameters, door: number, name: string, fallback = 0): number {
  const value = Number.parseInt(doorParameter(parameters, door, name), 10);
  return Number.isNaN(value) ? fallback : value;
}
