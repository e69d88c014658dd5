import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { markOptionsUnknown } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import type { Device } from './device.entity.js';
import { requireOnline, requireServed } from './require-online.js';
import { DeviceRegistrationService } from './device-registration.service.js';
import { requestDelayOf } from './request-delay.js';

const optionsOrigin = 'options';

/** The clock is no setting: its value at that time is not true now. */
const passing = new Set(['datetime']);

const rawOptions = /^SET\s+OPTIONS\s+(.+)$/is;

function optionsIn(order: Order): Readonly<Record<string, string>> | null {
  if (order.type === 'setOptions') return order.options;
  const list = order.type === 'raw' ? rawOptions.exec(order.text)?.[1] : undefined;
  return list === undefined ? null : parseOptions(list);
}

/** Options of devices: the values that they reported last, and setting them. */
@Injectable()
export class DeviceOptionsService implements OnModuleInit {
  constructor(
    private readonly commands: CommandService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  onModuleInit(): void {
    this.commands.onSettled(optionsOrigin, (tx, command, end) => this.learn(tx, command, end));
  }

  /**
   * Requests the values of options; they are stored when they come. @returns the command's number. @throws Failure
   * deviceOffline
   */
  read(tx: EntityManager, device: Device, names: readonly string[]): Promise<number> {
    requireOnline(device);
    return this.commands.run(tx, device.sn, { type: 'getOptions', names }, this.asked(device));
  }

  /** @returns the command's number; it waits if the device is away. @throws Failure conflict */
  write(tx: EntityManager, device: Device, options: Readonly<Record<string, string>>): Promise<number> {
    requireServed(device);
    return this.commands.run(tx, device.sn, { type: 'setOptions', options }, this.asked(device));
  }

  /** What the device holds of options that rules and settings keep in the ledger is unknown from now on. */
  private async markUnknown(tx: EntityManager, sn: string, names: readonly string[]): Promise<void> {
    const marked = await markOptionsUnknown(
      tx,
      sn,
      names.map((name) => name.toLowerCase()),
    );
    if (marked > 0) await recordChange(tx, 'device', [sn]);
  }

  /** Records an option that a device has accepted, whoever set it. */
  async learn(tx: EntityManager, { sn, order }: Command, { status }: CommandEnd): Promise<void> {
    const said = optionsIn(order);
    if (said === null) return;
    if (status !== 'cancelled' && status !== 'expired') await this.markUnknown(tx, sn, Object.keys(said));
    if (status !== 'done') return;
    const kept = Object.entries(said).filter(([name]) => !passing.has(name.toLowerCase()));
    await this.registrations.addOptions(
      tx,
      sn,
      Object.fromEntries(kept.map(([name, value]) => [name.replace(/^~/, ''), value])),
    );
  }

  private asked(device: Device) {
    return { origin: optionsOrigin, pollSeconds: requestDelayOf(device) };
  }
}
