import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Device } from '../../modules/device/device.entity.js';
import { AuxRegistrationService, pointsOf } from '../../modules/door/aux-registration.service.js';
import { DoorRegistrationService, readersPerDoor } from '../../modules/door/door-registration.service.js';
import { FloorRegistrationService } from '../../modules/elevator/floor-registration.service.js';
import { GateService } from '../../modules/gate/gate.service.js';
import { countOf, flagOf } from '../../protocol/access-push/dialect.js';
import type { CachedDevice } from '../push/cached-device.js';

/**
 * Makes the parts of a device (doors, readers and so on) from what it reports at registration and what it is used for.
 */
@Injectable()
export class PartRegistrationService {
  constructor(
    private readonly doors: DoorRegistrationService,
    private readonly auxPoints: AuxRegistrationService,
    private readonly floors: FloorRegistrationService,
    private readonly gates: GateService,
  ) {}

  async ensure(tx: EntityManager, device: Device): Promise<void> {
    const locks = locksOf(device);
    await this.doors.ensureDoors(tx, device, locks, readerCountOf(device.options));
    await this.auxPoints.ensurePoints(tx, device, auxCountsOf(device));
    await this.floors.ensureFloors(tx, device);
    if (device.module === 'psg') await this.gates.ensureGates(tx, device, locks);
  }
}

/**
 * Whether memory has all of them: a device that comes back after a power cut mostly tells what it told before. Floors and
 * gates depend on more than a registration.
 */
export function hasParts({ doors, sides, pointNames }: CachedDevice, device: Device): boolean {
  if (device.module === 'ele' || device.module === 'psg') return false;
  const locks = locksOf(device);
  const states = readersPerDoor(locks, readerCountOf(device.options)) === 2 ? [0, 1] : [0];
  const { inputs, outputs } = auxCountsOf(device);
  return (
    upTo(locks).every((number) => doors.has(number)) &&
    [...doors.keys()].every((number) => states.every((state) => sides.has(`${number} ${state}`))) &&
    upTo(inputs).every((number) => pointNames.has(`auxIn ${number}`)) &&
    upTo(outputs).every((number) => pointNames.has(`auxOut ${number}`))
  );
}

const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

const auxCountsOf = ({ options }: Device) => ({
  inputs: pointsOf(countOf(options, 'AuxInCount')),
  outputs: pointsOf(countOf(options, 'AuxOutCount')),
});

/** Commands name a door in one byte (Access PUSH 9.4), so a larger count was misread and is ignored. */
const mostLocks = 255;

function locksOf({ link, module, options }: Device): number {
  // An attendance terminal counts no locks: it only says whether its relay controls one.
  if (link === 'push-att') return flagOf(options, 'LockFunOn') || module === 'acc' ? 1 : 0;
  const locks = countOf(options, 'LockCount');
  return locks > mostLocks ? 0 : locks;
}

/** Null if the device does not say. */
const readerCountOf = (options: Readonly<Record<string, string>>) =>
  Object.keys(options).some((name) => name.toLowerCase() === 'readercount') ? countOf(options, 'ReaderCount') : null;
