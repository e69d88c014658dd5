import type { PanelClock } from './clock.js';
import type { FirmwareQuirks } from './firmware-quirks.js';
import type { Session } from './handshake.js';
import type { PanelDoors } from './hardware.js';
import type { PanelJournal } from './journal.js';
import type { PanelMemory } from './memory.js';
import type { Peripherals } from './peripherals.js';
import type { Random } from './random.js';
import type { PanelSettings } from './settings.js';
import type { SubDevices } from './sub-devices.js';
import type { Transport } from './transport.js';

/** The parts of a panel that commands work on. */
export interface PanelParts {
  readonly sn: string;
  readonly settings: PanelSettings;
  readonly memory: PanelMemory;
  readonly doors: PanelDoors;
  readonly peripherals: Peripherals;
  readonly journal: PanelJournal;
  readonly clock: PanelClock;
  readonly transport: Transport;
  readonly session: Session;
  readonly quirks: FirmwareQuirks;
  readonly subDevices: SubDevices;
  readonly random: Random;
}
