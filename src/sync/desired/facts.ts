import type { EntityManager } from 'typeorm';
import type { PartSettings } from '../../modules/door/part-settings.js';
import type { Rule } from '../../modules/rule/rule.js';
import { capabilityOf } from '../../modules/device/capability.js';
import { Device } from '../../modules/device/device.entity.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import type { BioFit } from '../../protocol/access-push/bio-fit.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import type { FloorGrant } from './desired-floors.js';
import { policiesOf } from './area-policy.js';

/** The facts about a person that concern devices. */
export interface PersonFacts {
  readonly pin: string;
  readonly name: string;
  readonly password: string;
  readonly privilege: number;
  readonly disabled: boolean;
  /** Wall clock of each device, `yyyy-MM-dd HH:mm:ss`. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly leaveDate: string | null;
  readonly cards: readonly { readonly cardNo: string; readonly cardType: number; readonly lost: boolean }[];
  /** The card number of a QR code, valid until then. */
  readonly qrCode: { readonly cardNo: string; readonly expiresAt: string } | null;
  readonly grants: readonly Grant[];
  /** Doors of rooms that the person has reserved or is invited to, for that time. */
  readonly rooms: readonly RoomGrant[];
  /** Devices that know the person because both belong to one area. */
  readonly stations: readonly Station[];
  /** The person's own values on the devices of one business, where they differ. */
  readonly roles: readonly ModuleRole[];
  /** Needs doors open for longer, is a visitor, verifies in a way of their own (appendix 3; null = the door's). */
  readonly extendedPass: boolean;
  readonly temporary: boolean;
  /** The person is on devices only during the visit. */
  readonly visitor: boolean;
  readonly verifyMode: number | null;
  /** Floors of elevators. */
  readonly floors: readonly FloorGrant[];
  /** Rules that name the person. */
  readonly rules: readonly Rule[];
  readonly templates: readonly TemplateFacts[];
  /** The photo of the person; another photo has another `name`. */
  readonly photo: { readonly name: string; readonly size: number; readonly at: string | null } | null;
  /** What devices reported that they hold of the person, and what sync has not looked at yet. */
  readonly reports: readonly ReportFacts[];
}

interface BioPlace {
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
}

/** A template or comparison photo. Its content is stored elsewhere and identified by its hash. */
export interface TemplateFacts extends BioPlace {
  readonly id: string;
  readonly kind: 'template' | 'photo';
  readonly minorVer: string;
  readonly format: number;
  readonly valid: boolean;
  readonly duress: boolean;
  readonly hash: string;
  readonly size: number;
  readonly sourceSn: string | null;
  /** The area of the device that learnt it; null where no device of ours did. */
  readonly sourceArea: string | null;
  readonly learntAt: string;
}

export interface ReportFacts extends BioPlace {
  readonly sn: string;
  /** userpic = the photo of the person, `hash` its name. */
  readonly kind: 'template' | 'photo' | 'userpic';
  readonly hash: string;
  /** Reported a moment ago: nothing else can have happened to it on the device since. */
  readonly isFresh: boolean;
}

/** One door or gate that a level opens, in one time zone. */
export interface Grant {
  readonly sn: string;
  readonly door: number;
  readonly timeZoneId: number;
}

/** A door that a person may pass from one instant on, and at another one no more. */
export interface RoomGrant {
  readonly sn: string;
  readonly door: number;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** A device of the person's area, and the doors that it has. */
export interface Station {
  readonly sn: string;
  readonly doors: readonly number[];
}

/** Null = the same as everywhere. */
export interface ModuleRole {
  readonly module: string;
  readonly privilege: number | null;
  readonly verifyMode: number | null;
  readonly category: number | null;
}

export interface DeviceFacts {
  readonly device: Device;
  readonly sn: string;
  readonly timeZone: string;
  readonly dialect: Dialect;
  readonly bio: BioFit;
  /** It goes for good, or has gone: it is to hold nobody. */
  readonly retiring: boolean;
  /** Areas from whose devices it takes templates; null = every area. */
  readonly learnsFrom: readonly string[] | null;
}

/** A door, reader or auxiliary point of the device and its settings. */
export interface Part {
  readonly id: string;
  readonly number: number;
  readonly settings: PartSettings;
}

export interface ReaderPart extends Part {
  readonly door: number;
  /** 0 in, 1 out. */
  readonly direction: number;
}

export interface DeviceParts {
  readonly doors: readonly Part[];
  readonly readers: readonly ReaderPart[];
  readonly auxInputs: readonly Part[];
  readonly auxOutputs: readonly Part[];
}

export interface SharedFacts {
  readonly timeZones: readonly { readonly id: number; readonly periods: Periods }[];
  readonly holidays: readonly { readonly date: string; readonly type: 1 | 2 | 3; readonly everyYear: boolean }[];
  /** Rules that concern the device, secrets opened. */
  readonly rules: readonly Rule[];
  readonly parts: DeviceParts;
  /** Ledger keys of the parameters that were sent to the device, by table. */
  readonly told: readonly { readonly table: string; readonly key: string }[];
  /** Controllers behind this one for which an operator decided whether they belong to it. */
  readonly subDevices: readonly {
    readonly subSn: string;
    readonly authorized: boolean;
    readonly isAuthorize: number;
    readonly isRegistered: boolean;
  }[];
}

/** Devices for which rows are worked out: they are served and have said what they can do. */
export async function loadDevices(
  tx: EntityManager,
  siteTimeZone: string,
  sns: readonly string[],
): Promise<DeviceFacts[]> {
  const devices = await tx
    .createQueryBuilder(Device, 'd')
    .where('d.sn = ANY(:sns)', { sns })
    .andWhere(`d.status IN ('approved', 'disabled') AND d.registeredAt IS NOT NULL`)
    .getMany();
  const policies = await policiesOf(tx, devices);
  const retiring: { sn: string }[] = await tx.query('SELECT sn FROM retirement WHERE sn = ANY($1)', [sns]);
  const going = new Set(retiring.map(({ sn }) => sn));
  return devices.map((device) => ({
    device,
    sn: device.sn,
    timeZone: device.timeZone ?? siteTimeZone,
    ...capabilityOf(device),
    retiring: going.has(device.sn),
    learnsFrom: policies.get(device.areaCode) ?? null,
  }));
}
