import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { serverOptions, type Move, type MoveTarget } from './device-move.js';
import { Device } from './device.entity.js';
import { requireOnline } from './require-online.js';
import { requestDelayOf } from './request-delay.js';

const moveOrigin = 'move';
/** Seconds in which a device must say whether it accepted the address. */
const patienceSeconds = 120;
const underWay: ReadonlySet<string> = new Set(['testing', 'setting', 'restarting']);

interface MoveRequest extends MoveTarget {
  /** The device tests the address first, and is moved there only if that worked. */
  readonly test: boolean;
  readonly restart: boolean;
}

/**
 * Moves a device to another server, one step after the other; each step waits until the device has acknowledged the
 * last one.
 */
@Injectable()
export class DeviceMoveService implements OnModuleInit {
  constructor(private readonly commands: CommandService) {}

  onModuleInit(): void {
    this.commands.onSettled(moveOrigin, (tx, command, end) => this.settled(tx, command, end));
  }

  /** @throws Failure deviceOffline, conflict if a move is running already */
  async begin(tx: EntityManager, device: Device, { test, ...asked }: MoveRequest): Promise<void> {
    requireOnline(device);
    if (device.move && underWay.has(device.move.status) && (await this.isOpen(tx, device.move))) {
      throw new Failure('conflict', `device ${device.sn} is being moved already: ${device.move.status}`);
    }
    const move = { ...asked, reason: null };
    if (test) await this.step(tx, device, move, 'testing', testOf(asked));
    else await this.step(tx, device, move, 'setting', this.settingOf(device, asked));
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const device = await tx.findOne(Device, { where: { sn: command.sn }, lock: { mode: 'pessimistic_write' } });
    const move = device?.move;
    // Another move has begun meanwhile, or the device was replaced.
    if (!device || move?.commandId !== command.id) return;
    if (move.status === 'testing') await this.tested(tx, device, move, end);
    else if (move.status === 'setting' || move.status === 'unknown') await this.told(tx, device, move, end);
    else if (move.status === 'restarting') await this.note(tx, device, { ...move, ...restartedAs(end) });
  }

  private async tested(tx: EntityManager, device: Device, move: Move, end: CommandEnd): Promise<void> {
    if (end.status === 'done') return this.step(tx, device, move, 'setting', this.settingOf(device, move));
    const reason = `it does not get to ${move.host}:${move.port}: ${wordsOf(end)}`;
    await this.note(tx, device, { ...move, status: 'failed', reason });
  }

  private async told(tx: EntityManager, device: Device, move: Move, end: CommandEnd): Promise<void> {
    if (end.status !== 'done') {
      const refused = end.status !== 'unanswered';
      const reason = `it was told the address: ${wordsOf(end)}`;
      return this.note(tx, device, { ...move, status: refused ? 'failed' : 'unknown', reason });
    }
    if (move.restart) return this.step(tx, device, { ...move, reason: null }, 'restarting', { type: 'restart' });
    await this.note(tx, device, { ...move, status: 'moved', reason: null });
  }

  private settingOf({ options }: Device, target: MoveTarget): Order {
    return { type: 'setOptions', options: serverOptions(target, options) };
  }

  private async step(
    tx: EntityManager,
    device: Device,
    move: Omit<Move, 'status' | 'commandId' | 'at'>,
    status: Move['status'],
    order: Order,
  ): Promise<void> {
    // If this were sent again to a device that has come back, it would send the device away again.
    const once = order.type === 'setOptions' ? { onceWithin: patienceSeconds } : {};
    const asked = { origin: moveOrigin, pollSeconds: requestDelayOf(device), ...once };
    const commandId = await this.commands.run(tx, device.sn, order, asked);
    await this.note(tx, device, { ...move, status, commandId });
  }

  private async note(tx: EntityManager, { sn }: Device, move: Omit<Move, 'at'>): Promise<void> {
    const { host, port, https, status, restart, commandId, reason } = move;
    const stands: Move = { host, port, https, status, restart, commandId, reason, at: new Date().toISOString() };
    await tx.query('UPDATE device SET move = $2 WHERE sn = $1', [sn, JSON.stringify(stands)]);
    notify(tx, 'device', sn);
  }

  private async isOpen(tx: EntityManager, { commandId }: Move): Promise<boolean> {
    const command = await this.commands.find(tx, commandId);
    return command?.status === 'queued' || command?.status === 'sent';
  }
}

const testOf = ({ host, port }: MoveTarget): Order => ({ type: 'testHost', address: `${host}:${port}` });

const wordsOf = ({ status, returnCode }: CommandEnd): string =>
  returnCode === null ? status : `${returnMeaning(returnCode)} (${returnCode})`;

/**
 * The device has the address. If it does not restart, or goes without an answer, it is only unknown when it uses the
 * address.
 */
function restartedAs(end: CommandEnd): Pick<Move, 'status' | 'reason'> {
  if (end.status === 'done' || end.status === 'unanswered') return { status: 'moved', reason: null };
  if (end.status === 'expired') return { status: 'moved', reason: 'it did not call for its restart: it may have gone' };
  return { status: 'moved', reason: `it did not restart: ${wordsOf(end)}; it goes when it restarts` };
}
