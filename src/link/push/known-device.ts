import type { Device, DeviceStatus } from '../../device/device.entity.js';
import { bioFitOf, type BioFit } from '../../wire/push/bio-fit.js';
import { dialectOf, type Dialect } from '../../wire/push/dialect.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A device as the link keeps it in memory: what a poll and an upload need, without a query. */
export interface KnownDevice {
  readonly device: Readonly<Device>;
  readonly sn: string;
  readonly status: DeviceStatus;
  readonly areaName: string;
  readonly timeZone: string;
  readonly dialect: Dialect;
  readonly bio: BioFit;
  /** By door number. */
  readonly doors: ReadonlyMap<number, Named>;
  /** By reader number; the door's number tells In and Out apart together with `state`. */
  readonly readers: ReadonlyMap<number, Named & { readonly door: number; readonly state: number }>;
  /** Names of readers by door and side, as `<door number> <state>`. */
  readonly sides: ReadonlyMap<string, string>;
  /** Names of auxiliary inputs and outputs, as `auxIn <number>` and `auxOut <number>`. */
  readonly auxNames: ReadonlyMap<string, string>;
}

/** What changes with every request; shared by all versions of the same device. */
export interface Pulse {
  /** Last request, epoch ms; 0 before the first. */
  seenAt: number;
  /** Seen since lastSeenAt was written. */
  unsaved: boolean;
  /** A poll before this has nothing to fetch (epoch ms). */
  dueAt: number;
  /** Grows with every lowering of dueAt, so that a slow empty claim cannot raise it again (rules 4). */
  generation: number;
  online: boolean;
  /** The last state report, to know a repetition. */
  lastState: string;
  lastStateAt: number;
}

export const newPulse = (online: boolean): Pulse => ({
  seenAt: 0,
  unsaved: false,
  dueAt: 0,
  generation: 0,
  online,
  lastState: '',
  lastStateAt: 0,
});

export interface DeviceParts {
  readonly device: Device;
  readonly areaName: string;
  readonly doors: readonly { id: string; name: string; number: number }[];
  readonly readers: readonly { id: string; name: string; door: number; readerNo: number; readerState: number }[];
  readonly auxInputs: readonly { name: string; number: number }[];
  readonly auxOutputs: readonly { name: string; number: number }[];
}

export function knownDevice(
  { device, areaName, doors, readers, auxInputs, auxOutputs }: DeviceParts,
  siteTimeZone: string,
): KnownDevice {
  const dialect = dialectOf(device.options, device);
  return {
    device,
    sn: device.sn,
    status: device.status,
    areaName,
    timeZone: device.timeZone ?? siteTimeZone,
    dialect,
    bio: bioFitOf(device.options, dialect, device.quirks),
    doors: new Map(doors.map(({ number, id, name }) => [number, { id, name }])),
    readers: new Map(
      readers.map(({ readerNo, id, name, door, readerState }) => [readerNo, { id, name, door, state: readerState }]),
    ),
    sides: new Map(readers.map(({ door, readerState, name }) => [`${door} ${readerState}`, name])),
    auxNames: new Map([
      ...auxInputs.map(({ number, name }) => [`auxIn ${number}`, name] as const),
      ...auxOutputs.map(({ number, name }) => [`auxOut ${number}`, name] as const),
    ]),
  };
}
