import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RowContents } from '../../bioTemplate/row-contents.service.js';
import { DeliveryService, type Rendered } from '../../command/delivery.service.js';
import type { Order, RowToWrite } from '../../command/order.js';
import { encodeCommand, type CommandText } from '../../wire/push/command.js';
import { DeviceDirectory } from './directory.js';
import type { KnownDevice } from './known-device.js';
import { render, type Circumstances } from './order-writers.js';
import { ok, type DeviceReply } from './reply.js';

/** Answers polls. */
@Injectable()
export class Delivery {
  readonly nothing = ok;

  constructor(
    private readonly deliveries: DeliveryService,
    private readonly directory: DeviceDirectory,
    private readonly contents: RowContents,
  ) {}

  isDue({ sn }: KnownDevice, now = Date.now()): boolean {
    return this.directory.pulse(sn).dueAt <= now;
  }

  /** @param origin where the device finds the gateway, as it called it */
  async poll(known: KnownDevice, origin = ''): Promise<DeviceReply> {
    if (!this.isDue(known)) return ok;
    const pulse = this.directory.pulse(known.sn);
    const { generation } = pulse;
    const { dialect, timeZone } = known;
    const most = Number(known.device.quirks.commandsPerPoll ?? 1);
    const at = { dialect, timeZone, origin };
    const claim = await this.deliveries.claim(known.sn, (order, tx) => this.say(tx, order, at, known), most);
    // A hint that came meanwhile knows better than this claim.
    if (pulse.generation === generation) pulse.dueAt = claim.nextDue;
    if (claim.commands.length === 0) return ok;
    const lines = claim.commands.map(({ id, text, subSn }) =>
      encodeCommand(id, text as CommandText, dialect, subSn ?? known.sn),
    );
    return { status: 200, text: lines.join('\n') };
  }

  /** Templates and photos are looked up now; with the command they are kept as `***`. */
  private async say(tx: EntityManager, order: Order, at: Circumstances, known: KnownDevice): Promise<Rendered> {
    if (order.type !== 'updateRows' || !order.rows.some(({ content }) => content)) return { text: render(order, at) };
    const { origin = '' } = at;
    const to = { sn: known.sn, origin, byUrl: known.bio.byUrl.includes(order.table) };
    const rows = await this.contents.fill(tx, order.rows, to);
    return { text: render({ ...order, rows }, at), kept: render({ ...order, rows: masked(order.rows) }, at) };
  }
}

const masked = (rows: readonly RowToWrite[]): RowToWrite[] =>
  rows.map((row) => (row.content ? { ...row, row: { ...row.row, [row.content.field]: '***' } } : row));
