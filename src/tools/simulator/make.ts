import { createHash } from 'node:crypto';
import { quirksFrom, type FirmwareQuirks } from './firmware-quirks.js';
import type { PanelOptions } from './panel-options.js';
import { profileOf, type ProfileName } from './profile.js';
import { PanelSettings } from './settings.js';

/** How a panel leaves the factory: its model, and what was ordered with it. */
export interface Make {
  readonly profile: ProfileName;
  readonly doors: number;
  readonly pushVersion: string;
  readonly quirks: FirmwareQuirks;
  /** Registration parameters, in the order they are sent. */
  readonly settings: Readonly<Record<string, string>>;
}

type Settings = Readonly<Record<string, string>>;

/** Appendix 15: the controller in front of others. */
const master: Settings = { MultiStageControlFunOn: '1', MasterControlOn: '1', SubControlOn: '0' };
const remote: Settings = { AutoServerFunOn: '1', AutoServerMode: '1' };
const none: Settings = {};

export function madeAs(options: PanelOptions): Make {
  const name = options.profile ?? 'controller';
  const profile = profileOf(name, options.doors, options.readers);
  const layers = [
    profile.options,
    profile.hasMac === true ? { MAC: macOf(options.sn) } : none,
    (options.subDevices ?? []).length > 0 ? master : none,
    options.remoteIdentification === true ? remote : none,
    options.options ?? none,
  ];
  return {
    profile: name,
    doors: profile.doors,
    pushVersion: options.pushVersion ?? profile.pushVersion,
    quirks: quirksFrom(profile.quirks, options),
    settings: new PanelSettings(...layers).all(),
  };
}

/** The same for the same serial number, in the vendor's range. */
function macOf(sn: string): string {
  const bytes = createHash('md5').update(sn).digest().subarray(0, 3);
  return ['00', '17', '61', ...[...bytes].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
