import { PanelDoors } from './hardware.js';
import { PanelMemory, type Refusal } from './memory.js';
import { Peripherals } from './peripherals.js';
import { profileOf, type ProfileName } from './profile.js';
import { PanelSettings } from './settings.js';

/** 0 not authorised, 1 may send its registration, 2 authorised (Access PUSH 5). */
export type Authorisation = 0 | 1 | 2;

/** A controller behind a master: its own tables and doors, the master's connection to the server (appendix 15). */
export interface SubDevice {
  readonly sn: string;
  readonly settings: PanelSettings;
  readonly memory: PanelMemory;
  readonly doors: PanelDoors;
  readonly peripherals: Peripherals;
  isAuthorised: Authorisation;
  isOnline: boolean;
}

/** The controllers behind a master, and the server's decision about each. */
export class SubDevices {
  private readonly devices: SubDevice[];

  constructor(
    sns: readonly string[],
    profile: ProfileName,
    limits: { readonly maxUsers: number; readonly refuse?: Refusal | undefined },
  ) {
    this.devices = sns.map((sn) => {
      const { options, doors } = profileOf(profile);
      const settings = new PanelSettings(options, {
        MultiStageControlFunOn: '1',
        SubControlOn: '1',
        MasterControlOn: '0',
      });
      return {
        sn,
        settings,
        memory: new PanelMemory(settings, limits),
        doors: new PanelDoors(doors),
        peripherals: new Peripherals(),
        isAuthorised: 0,
        isOnline: true,
      };
    });
  }

  get count(): number {
    return this.devices.length;
  }

  find(sn: string): SubDevice | undefined {
    return this.devices.find((device) => device.sn === sn);
  }

  /** -11 for a serial number that is not behind this master. */
  authorise(sn: string, level: number): number {
    const device = this.find(sn);
    if (device === undefined || (level !== 0 && level !== 1 && level !== 2)) return -11;
    device.isAuthorised = level;
    return 0;
  }

  /**
   * The rows of DeviceAuthorize as the master uploads them: an unknown controller sends its identity, an accepted one
   * everything.
   */
  lines(): string[] {
    return this.devices.map(({ sn, settings, isOnline, isAuthorised }) => {
      const simple = settings.pick(['~DeviceName', 'FirmVer', 'MachineType']).join(',');
      const told = isAuthorised === 0 ? [simple, ''] : ['', settings.registryBody()];
      return (
        `DeviceAuthorize SN=${sn}\tOnline=${isOnline ? 1 : 0}\tIsAuthorize=${isAuthorised}\t` +
        `AuthorizeInfo=${told[0] ?? ''}\tRegisterInfo=${told[1] ?? ''}`
      );
    });
  }
}
