import { Injectable } from '@nestjs/common';
import { DeliveryService } from '../../command/delivery.service.js';
import type { Order, RowToWrite } from '../../command/order.js';
import { Failure } from '../../errors.js';
import * as say from '../../wire/push/command.js';
import type { CommandText } from '../../wire/push/command.js';
import type { Dialect } from '../../wire/push/dialect.js';
import { tableNamed } from '../../wire/push/tables/all.js';
import { packedNow } from '../../wire/push/time.js';
import { DeviceDirectory } from './directory.js';
import type { KnownDevice } from './known-device.js';
import { ok, type DeviceReply } from './reply.js';

interface Circumstances {
  readonly dialect: Dialect;
  readonly timeZone: string;
}

type Writers = {
  readonly [T in Order['type']]: (order: Extract<Order, { type: T }>, at: Circumstances) => CommandText;
};

function knownTable(name: string) {
  const table = tableNamed(name);
  if (!table) throw new Failure('deviceUnsupported', `there is no table ${name} in this protocol`);
  return table;
}

/** What each order is in this protocol. A new order fails to compile until it has its line here. */
const writers: Writers = {
  openDoor: ({ door, seconds }) => say.openDoor(door, seconds),
  closeDoor: ({ door }) => say.closeDoor(door),
  holdDoorOpen: ({ door }) => say.holdDoorOpen(door),
  cancelAlarm: ({ door }) => say.cancelAlarm(door),
  lockDoor: ({ door, locked }) => say.lockDoor(door, locked),
  normalOpenSchedule: ({ door, on }) => say.normalOpenSchedule(door, on),
  restart: () => say.restart(),
  // The clock is read at hand-out: a queued text would set the time of its making.
  setTime: (_order, { timeZone }) => say.setTime(packedNow(new Date(), timeZone)),
  setOptions: ({ options }) => say.setOptions(options),
  getOptions: ({ names }) => say.getOptions(names),
  updateRows: ({ table, rows }, { dialect }) =>
    say.updateRows(
      knownTable(table),
      rows.map(({ row }: RowToWrite) => row),
      dialect,
    ),
  deleteUnits: ({ table, units }) =>
    say.deleteUnits(
      knownTable(table),
      units.map(({ unit }) => unit),
    ),
  clearTable: ({ table }) => say.deleteUnits(knownTable(table), ['*']),
  count: ({ table, condition }) => say.count(table, condition),
  query: ({ table, filter }) => say.query(table, '*', filter ?? '*'),
  raw: ({ text }) => say.raw(text),
};

/** The bytes of an order for a device as it is now. @throws Failure where its protocol cannot say it */
export function render(order: Order, at: Circumstances): CommandText {
  try {
    return (writers[order.type] as (order: Order, at: Circumstances) => CommandText)(order, at);
  } catch (error) {
    // One command that cannot be written must end by itself, not stand before all others for ever.
    if (error instanceof RangeError) throw new Failure('deviceUnsupported', error.message);
    throw error;
  }
}

/** Answers polls. */
@Injectable()
export class Delivery {
  readonly nothing = ok;

  constructor(
    private readonly deliveries: DeliveryService,
    private readonly directory: DeviceDirectory,
  ) {}

  isDue({ sn }: KnownDevice, now = Date.now()): boolean {
    return this.directory.pulse(sn).dueAt <= now;
  }

  async poll(known: KnownDevice): Promise<DeviceReply> {
    if (!this.isDue(known)) return ok;
    const pulse = this.directory.pulse(known.sn);
    const { generation } = pulse;
    const { dialect } = known;
    const most = Number(known.device.quirks.commandsPerPoll ?? 1);
    const claim = await this.deliveries.claim(known.sn, (order) => render(order, known), most);
    // A hint that came meanwhile knows better than this claim.
    if (pulse.generation === generation) pulse.dueAt = claim.nextDue;
    if (claim.commands.length === 0) return ok;
    const lines = claim.commands.map(({ id, text }) => say.encodeCommand(id, text as CommandText, dialect, known.sn));
    return { status: 200, text: lines.join('\n') };
  }
}
