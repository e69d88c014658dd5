import { networksIn } from '../../modules/device/binding.js';
import { capabilityOf } from '../../modules/device/capability.js';
import type { Device, DeviceStatus } from '../../modules/device/device.entity.js';
import type { Networks } from '../../platform/network/networks.js';
import type { ReaderZones } from '../../modules/transaction/event.js';
import type { BioFit } from '../../protocol/access-push/bio-fit.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A device as the link keeps it in memory: all that a poll or an upload needs, without a query. */
export interface CachedDevice {
  readonly device: Readonly<Device>;
  readonly sn: string;
  readonly status: DeviceStatus;
  readonly areaName: string;
  readonly timeZone: string;
  /** Those of its addresses that are networks. */
  readonly networks: Networks | null;
  readonly dialect: Dialect;
  readonly bio: BioFit;
  /** By door number; in entrance control a door is a lock of a gate, and has its name. */
  readonly doors: ReadonlyMap<number, Named>;
  /** By reader number; the door's number tells In and Out apart together with `state`. */
  readonly readers: ReadonlyMap<number, Named & { readonly door: number; readonly state: number }>;
  /** Names of readers by door and side, as `<door number> <state>`. */
  readonly sides: ReadonlyMap<string, string>;
  /** The access zones that readers lead into and out of, by door and side as above; most lead nowhere. */
  readonly zones: ReadonlyMap<string, ReaderZones>;
  /** Names of auxiliary inputs and outputs and of floors, as `auxIn <number>`, `auxOut <number>` and `floor <number>`. */
  readonly pointNames: ReadonlyMap<string, string>;
  /** Serial numbers of the controllers that an operator accepted behind it: it may report for these. */
  readonly subDevices: ReadonlySet<string>;
}

/** Values that change with every request; shared by all versions of the same device in memory. */
export interface Pulse {
  /** Last request, epoch ms; 0 before the first. */
  seenAt: number;
  /** Last request from an address of its own, epoch ms. */
  homeAt: number;
  /** Seen since lastSeenAt was written. */
  unsaved: boolean;
  /** The last request whose time was written, epoch ms. */
  savedAt: number;
  /** No command waits for a poll before this time (epoch ms). */
  dueAt: number;
  /** Grows with every lowering of dueAt, so that a slow empty claim cannot raise it again (docs/rules.md 4). */
  generation: number;
  online: boolean;
  /** Its protocol was guessed from its version, and no request has confirmed it yet. */
  guessed: boolean;
  /** The last state report. A repetition is recognised by it. */
  lastState: string;
  lastStateAt: number;
  /** The time of the device's clock in the newest state report, and when the report came by the steady clock. */
  stateTime: string;
  stateTimeAt: number;
  /** State reports are taken one after the other, as they came. */
  stateTurn: Promise<void>;
}

export const newPulse = ({ online, lastSeenAt }: Pick<Device, 'online' | 'lastSeenAt'>): Pulse => ({
  seenAt: 0,
  homeAt: 0,
  unsaved: false,
  savedAt: lastSeenAt?.getTime() ?? 0,
  dueAt: 0,
  generation: 0,
  online,
  guessed: false,
  lastState: '',
  lastStateAt: 0,
  stateTime: '',
  stateTimeAt: 0,
  stateTurn: Promise.resolve(),
});

/** One zone that a reader leads into (0) or out of (1). */
export interface ZoneOfReader {
  readonly sn: string;
  readonly door: number;
  readonly readerState: number;
  readonly zoneId: string;
  readonly name: string;
  readonly direction: number;
}

export interface DeviceParts {
  readonly device: Device;
  readonly areaName: string;
  readonly doors: readonly { id: string; name: string; number: number }[];
  readonly readers: readonly { id: string; name: string; door: number; readerNo: number; readerState: number }[];
  readonly zones: readonly ZoneOfReader[];
  readonly auxInputs: readonly { name: string; number: number }[];
  readonly auxOutputs: readonly { name: string; number: number }[];
  readonly floors: readonly { name: string; number: number }[];
  readonly gates: readonly { name: string; entryLock: number; exitLock: number | null }[];
  readonly subDevices: readonly string[];
}

export function cachedDevice(
  { device, areaName, doors, readers, zones, auxInputs, auxOutputs, floors, gates, subDevices }: DeviceParts,
  siteTimeZone: string,
): CachedDevice {
  const gateAt = (lock: number) =>
    device.module === 'psg'
      ? gates.find(({ entryLock, exitLock }) => entryLock === lock || exitLock === lock)
      : undefined;
  return {
    device,
    sn: device.sn,
    status: device.status,
    areaName,
    timeZone: device.timeZone ?? siteTimeZone,
    networks: networksIn(device.addresses),
    ...capabilityOf(device),
    doors: new Map(doors.map(({ number, id, name }) => [number, { id, name: gateAt(number)?.name ?? name }])),
    readers: new Map(
      readers.map(({ readerNo, id, name, door, readerState }) => [readerNo, { id, name, door, state: readerState }]),
    ),
    sides: new Map(readers.map(({ door, readerState, name }) => [`${door} ${readerState}`, name])),
    zones: zonesBySide(zones),
    pointNames: new Map([
      ...auxInputs.map(({ number, name }) => [`auxIn ${number}`, name] as const),
      ...auxOutputs.map(({ number, name }) => [`auxOut ${number}`, name] as const),
      ...floors.map(({ number, name }) => [`floor ${number}`, name] as const),
    ]),
    subDevices: new Set(subDevices),
  };
}

function zonesBySide(zones: readonly ZoneOfReader[]): Map<string, ReaderZones> {
  const sideOf = ({ door, readerState }: ZoneOfReader) => `${door} ${readerState}`;
  const sides = new Set(zones.map(sideOf));
  return new Map([...sides].map((side) => [side, readerZones(zones.filter((zone) => sideOf(zone) === side))]));
}

function readerZones(led: readonly ZoneOfReader[]): ReaderZones {
  const into = led.filter(({ direction }) => direction === 0);
  const outOf = led.filter(({ direction }) => direction !== 0);
  const shown = into.length > 0 ? into : outOf;
  return {
    name: shown.map(({ name }) => name).join(', '),
    in: into.map(({ zoneId }) => zoneId),
    out: outOf.map(({ zoneId }) => zoneId),
  };
}
