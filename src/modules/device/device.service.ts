import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Area, builtInAreaCode } from '../area/area.entity.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { holdNewcomer } from '../../core/ledger/restore-hold.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { isTimeZone } from '../../platform/time-zone-name.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import {
  Device,
  type AddressMode,
  type DeviceModule,
  type DeviceStatus,
  type ExistingUsers,
  type Learns,
  type ReconcilePolicy,
  type TokenMode,
} from './device.entity.js';
import { identificationFault, tokenModeFault, type PushProtVer } from './device-trust.js';
import { plainAddress } from '../../platform/network/networks.js';
import { boundTo, faultyAddress, mostAddresses } from './binding.js';
import { replaceRecord, wipeTraces } from './device.record.js';
import { withQuirks } from './quirks.js';
import type { Slice } from '../../platform/slice.js';
import { noteChange } from '../../platform/auth/audit-change.js';

/** The settings of a device in an operator's request. */
export interface DeviceSettings {
  readonly name?: string | undefined;
  readonly module?: DeviceModule | undefined;
  readonly areaCode?: string | undefined;
  /** IANA zone; null = the site's. */
  readonly timeZone?: string | null | undefined;
  /** The protocol version that it is given. */
  readonly pushProtVer?: PushProtVer | undefined;
  readonly tokenMode?: TokenMode | undefined;
  /** How calls from other addresses than its own are treated. */
  readonly addressMode?: AddressMode | undefined;
  /** Its own addresses, or networks; empty = the next one that it calls from. */
  readonly addresses?: readonly string[] | undefined;
  readonly remoteIdentification?: boolean | undefined;
  /** Behaviour of this firmware that differs; merged with the stored values, null removes one. */
  readonly quirks?: Readonly<Record<string, unknown>> | undefined;
  readonly reconcile?: ReconcilePolicy | undefined;
  /** How its reports about people are used. */
  readonly learns?: Learns | undefined;
  /** Its events are attendance records, whatever its business is. */
  readonly attendance?: boolean | undefined;
}

export interface NewDevice extends DeviceSettings {
  readonly sn: string;
  /** pull = the gateway calls it on port 4370; left out = it calls the gateway. */
  readonly link?: 'pull' | undefined;
  readonly id?: string | undefined;
  /** What becomes of the users that it holds when it first calls; left out = they are kept. */
  readonly existing?: ExistingUsers | undefined;
}

/** A serial number in a valid form: it is used in addresses and in protocol text. */
const serialNumber = /^[\w.-]{1,64}$/;

/** A module that an operator has chosen stays, whatever the device's protocol is. */
const chosen = ({ module }: DeviceSettings): Partial<Device> => (module === undefined ? {} : { moduleChosen: true });

const approvedOf = (module: DeviceModule): FindOptionsWhere<Device> => ({
  module,
  status: In<DeviceStatus>(['approved', 'disabled']),
});

/** Devices for operators: which ones are served, under what name, in which area. */
/** A device of a business, in words. */
const kinds: Readonly<Record<DeviceModule, string>> = {
  acc: 'access controller',
  att: 'attendance device',
  ele: 'elevator controller',
  psg: 'controller of gates',
  ins: 'kiosk',
};

@Injectable()
export class DeviceService {
  constructor(private readonly commands: CommandService) {}

  find(tx: EntityManager, sn: string): Promise<Device | null> {
    return tx.findOneBy(Device, { sn });
  }

  async get(tx: EntityManager, sn: string): Promise<Device> {
    const device = await this.find(tx, sn);
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    return device;
  }

  /** Approved devices of a business, including disabled ones, by serial number. */
  ofModule(tx: EntityManager, module: DeviceModule, { offset, limit }: Slice): Promise<Device[]> {
    return tx.find(Device, { where: approvedOf(module), order: { sn: 'ASC' }, skip: offset, take: limit });
  }

  countOfModule(tx: EntityManager, module: DeviceModule): Promise<number> {
    return tx.countBy(Device, approvedOf(module));
  }

  /** @throws Failure deviceNotFound also for a device of another business, an unknown one, and a rejected one */
  async getOfModule(tx: EntityManager, module: DeviceModule, sn: string): Promise<Device> {
    const device = await tx.findOneBy(Device, { ...approvedOf(module), sn });
    if (!device) throw new Failure('deviceNotFound', `there is no ${kinds[module]} ${sn}`);
    return device;
  }

  /** Approves a serial number before its device has called, or a device that waits. */
  async add(tx: EntityManager, { sn, id, link, existing, quirks = {}, ...settings }: NewDevice): Promise<Device> {
    if (!serialNumber.test(sn)) throw fieldError('sn', 'must be 1 to 64 letters, digits, dots, dashes or underscores');
    await this.checkSettings(tx, settings);
    const known = await this.lock(tx, sn);
    if (known && (known.status === 'approved' || known.status === 'disabled')) {
      throw taken('sn', sn, `device ${sn} is there already`);
    }
    if (id && (await tx.existsBy(Device, { id }))) throw taken('id', id, `the id ${id} is taken`);
    const base = known ?? tx.create(Device, { sn, id: newId(), name: sn, areaCode: builtInAreaCode });
    checkTrust(known, settings);
    const device = tx.merge(Device, base, given({ ...settings, id, link, existing }), {
      ...chosen(settings),
      ...boundTo(known),
      ...rebound(base, settings),
      status: 'approved',
      quirks: withQuirks({}, quirks),
    });
    await tx.save(device);
    await holdNewcomer(tx, sn);
    await this.changed(tx, sn);
    return this.get(tx, sn);
  }

  async patch(tx: EntityManager, sn: string, settings: DeviceSettings): Promise<Device> {
    const device = await this.locked(tx, sn);
    await this.checkSettings(tx, settings);
    checkTrust(device, settings);
    // After a change of the zone or of remote identification, the device is set up as after a registration.
    const zone = settings.timeZone !== undefined && settings.timeZone !== device.timeZone;
    const moved = zone || (settings.remoteIdentification === true && !device.remoteIdentification);
    const { quirks, ...others } = settings;
    const before = { ...(device as object) };
    const bound = rebound(device, settings);
    const merged = tx.merge(Device, device, given(others), chosen(others), moved ? { setupAt: null } : {});
    // Not merged by TypeORM: that would keep removed values.
    const whole = { ...bound, ...(quirks ? { quirks: withQuirks(device.quirks, quirks) } : {}) };
    const after = await tx.save(Object.assign(merged, whole));
    noteChange(tx, before, after);
    await this.changed(tx, sn);
    return this.get(tx, sn);
  }

  /** @param existing what to do with the users that the panel already holds; for a served panel it is done now */
  async approve(tx: EntityManager, sn: string, existing?: ExistingUsers): Promise<Device> {
    const known = await this.locked(tx, sn);
    if (known.status !== 'approved') await holdNewcomer(tx, sn);
    const asked = existing ? { existing, existingDone: false } : {};
    return this.move(tx, sn, ['pending', 'rejected', 'approved'], (device) => ({
      status: 'approved',
      ...asked,
      ...(device.status === 'approved' ? {} : boundTo(device)),
    }));
  }

  reject(tx: EntityManager, sn: string): Promise<Device> {
    return this.move(tx, sn, ['pending', 'rejected'], () => ({ status: 'rejected' }));
  }

  /**
   * The device is no longer served; it keeps its doors and what it holds. Waiting door pulses are cancelled: if the
   * device were enabled again within their life, it would open late.
   */
  async disable(tx: EntityManager, sn: string): Promise<Device> {
    await lockDevice(tx, sn);
    await this.commands.cancelControl(tx, sn);
    return this.move(tx, sn, ['approved', 'disabled'], () => ({ status: 'disabled' }));
  }

  enable(tx: EntityManager, sn: string): Promise<Device> {
    // Its silence meanwhile says nothing about its address.
    return this.move(tx, sn, ['disabled', 'approved'], () => ({ status: 'approved', boundAt: new Date() }));
  }

  /** Another panel replaces this one: doors, readers and levels stay, and everything is sent to it again. */
  async replace(tx: EntityManager, sn: string, newSn: string): Promise<Device> {
    await lockDevice(tx, sn);
    const old = await this.locked(tx, sn);
    if (!serialNumber.test(newSn)) {
      throw fieldError('newSn', 'must be 1 to 64 letters, digits, dots, dashes or underscores');
    }
    if (newSn === sn) throw fieldError('newSn', 'must be another serial number');
    const there = await this.lock(tx, newSn);
    if (there && (there.status === 'approved' || there.status === 'disabled')) {
      throw new Failure(
        'conflict',
        `device ${newSn} is served already, in a place of its own: delete it first, and name it here again`,
      );
    }
    await replaceRecord(tx, old, newSn, there);
    await holdNewcomer(tx, newSn);
    await this.changed(tx, newSn);
    notify(tx, 'device', sn);
    return this.get(tx, newSn);
  }

  /** Deletes it with its doors and readers; events keep the names they were stored with. */
  async remove(tx: EntityManager, sn: string): Promise<void> {
    await lockDevice(tx, sn);
    await this.locked(tx, sn);
    await wipeTraces(tx, sn);
    await tx.delete(Device, { sn });
    notify(tx, 'device', sn);
  }

  private async move(
    tx: EntityManager,
    sn: string,
    from: readonly DeviceStatus[],
    to: (device: Device) => Partial<Device>,
  ): Promise<Device> {
    const device = await this.locked(tx, sn);
    const { status } = device;
    if (!from.includes(status)) throw new Failure('conflict', `device ${sn} is ${status}`);
    await tx.update(Device, { sn }, to(device));
    await this.changed(tx, sn);
    return this.get(tx, sn);
  }

  private async changed(tx: EntityManager, sn: string): Promise<void> {
    await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
    notify(tx, 'due', sn);
  }

  private lock(tx: EntityManager, sn: string): Promise<Device | null> {
    return tx.findOne(Device, { where: { sn }, lock: { mode: 'pessimistic_write' } });
  }

  private async locked(tx: EntityManager, sn: string): Promise<Device> {
    const device = await this.lock(tx, sn);
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    return device;
  }

  /** Until then the device may register without its token, even if tokens are required. */
  async openRegistration(tx: EntityManager, sn: string, minutes: number): Promise<Device> {
    await this.locked(tx, sn);
    const registrationUntil = minutes === 0 ? null : new Date(Date.now() + minutes * 60_000);
    await tx.update(Device, { sn }, { registrationUntil });
    notify(tx, 'device', sn);
    return this.get(tx, sn);
  }

  private async checkSettings(tx: EntityManager, settings: DeviceSettings): Promise<void> {
    const { areaCode, timeZone, addresses = [] } = settings;
    const faulty = faultyAddress(addresses);
    if (faulty !== null) throw fieldError('addresses', `must be addresses or networks such as 10.0.0.0/24: ${faulty}`);
    if (addresses.length > mostAddresses) throw fieldError('addresses', `must be ${mostAddresses} at most`);
    if (areaCode !== undefined && !(await tx.existsBy(Area, { code: areaCode }))) {
      throw fieldError('areaCode', `names no area: ${areaCode}`);
    }
    if (timeZone && !isTimeZone(timeZone))
      throw fieldError('timeZone', 'must be an IANA time zone such as Europe/Madrid');
  }
}

/** @throws Failure conflict if the device has not shown yet that it can do this */
function checkTrust(device: Device | null, { tokenMode, remoteIdentification }: DeviceSettings): void {
  const fault =
    (tokenMode === 'enforce' && device?.tokenMode !== 'enforce' ? tokenModeFault(device) : null) ??
    (device && remoteIdentification === true && !device.remoteIdentification ? identificationFault(device) : null);
  if (fault !== null) throw new Failure('conflict', fault);
}

/** Its own addresses may be wrong: they were changed, or not checked while the mode was off. */
function rebound(device: Device, { addresses, addressMode }: DeviceSettings): Partial<Device> {
  if (addresses !== undefined) {
    const bound = [...new Set(addresses.map(plainAddress))];
    const isNew = bound.length !== device.addresses.length || bound.some((one) => !device.addresses.includes(one));
    return { addresses: bound, boundAt: new Date(), ...(isNew ? comparisonDue(device) : {}) };
  }
  const isOnAgain = device.addressMode === 'off' && addressMode !== undefined && addressMode !== 'off';
  const isStricter = device.addressMode !== 'pin' && addressMode === 'pin';
  return { ...(isOnAgain ? { addresses: [], boundAt: null } : {}), ...(isStricter ? comparisonDue(device) : {}) };
}

/**
 * Another device may have answered in its place and confirmed rows that this one never got. So its data is compared.
 */
const comparisonDue = ({ registeredAt, verifyDue }: Device): Pick<Device, 'verifyDue'> => ({
  verifyDue: verifyDue || registeredAt !== null,
});

/** Only the given values; an absent field keeps its value. */
const given = (settings: DeviceSettings & Partial<Pick<NewDevice, 'id' | 'link' | 'existing'>>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Device>;
