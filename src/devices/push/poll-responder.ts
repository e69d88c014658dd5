import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { RowContentService } from '../../modules/bioTemplate/row-contents.service.js';
import { isOver, type HandedOut, type Rendered } from '../../core/command/delivery.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import type { Order, RowToWrite } from '../../core/command/order.js';
import { cardFreed, rowText } from '../../core/command/row-text.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import { LOG } from '../../platform/tokens.js';
import { encodeCommand, type CommandText } from '../../protocol/access-push/command.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice } from './cached-device.js';
import { encodeText } from '../attendance-push/encoding.js';
import { attBatch, renderAtt } from '../attendance-push/command-encoder.js';
import { hidden, render as renderAcc, type Circumstances } from './command-encoder.js';
import { ok, type DeviceReply } from './reply.js';

/** Answers polls. */
@Injectable()
export class PollResponder {
  readonly nothing = ok;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly deliveries: DeliveryService,
    private readonly deviceCache: DeviceCache,
    private readonly contents: RowContentService,
    private readonly sealedBox: SealedBox,
  ) {}

  isDue({ sn }: CachedDevice, now = Date.now()): boolean {
    return this.deviceCache.pulse(sn).dueAt <= now;
  }

  /** @param origin the gateway's address as the device called it */
  async poll(known: CachedDevice, origin = ''): Promise<DeviceReply> {
    if (!this.isDue(known)) return ok;
    const pulse = this.deviceCache.pulse(known.sn);
    const { generation } = pulse;
    const { dialect, timeZone } = known;
    const isAtt = known.device.link === 'push-att';
    const usual = isAtt ? attBatch : { most: 1 };
    const batch = { ...usual, most: Number(known.device.quirks.commandsPerPoll ?? usual.most) };
    const { pushVersion, quirks } = known.device;
    const at = { dialect, timeZone, origin, pushVersion, antiqueWords: quirks.antiqueWords !== undefined };
    const claim = await this.deliveries.claim(known.sn, (order, tx) => this.say(tx, order, at, known), batch);
    // A notification that came meanwhile is newer than this claim.
    if (pulse.generation === generation) pulse.dueAt = claim.nextDue;
    return this.reply(claim.commands, known);
  }

  /**
   * The database, or this process, may have been stopped since the claim. So the lives of the commands are checked
   * again when the answer is written, by a clock that cannot go back. A command whose life is over then was never
   * handed out.
   */
  private reply(commands: readonly HandedOut[], known: CachedDevice): DeviceReply {
    const said = textOf(commands, known);
    const orders = commands.filter(({ endsAt }) => endsAt !== Infinity);
    if (orders.length === 0) return said;
    return {
      ...said,
      life: {
        now: () => {
          const over = orders.filter(isOver);
          if (over.length === 0) return null;
          this.takeBack(known.sn, over);
          return textOf(
            commands.filter((command) => !over.includes(command)),
            known,
          );
        },
        lost: () => this.takeBack(known.sn, orders),
      },
    };
  }

  /** If the database cannot be told, it is unknown what became of the command: it will be `unanswered`. */
  private takeBack(sn: string, commands: readonly HandedOut[]): void {
    const commandIds = commands.map(({ id }) => id);
    this.deliveries.takeBack(sn, commandIds).catch((error: unknown) => {
      this.log.warn({ err: error, sn, commandIds }, 'commands that were not handed out could not be ended');
    });
  }

  /**
   * The ledger notes the hash of a row once it is acknowledged. So only the text of that hash is sent: while commands
   * waited, the device may have registered anew and understand other words (docs/rules.md 3).
   * @returns for a panel the text of each row that nothing is filled into; null if any row would have another one
   */
  private asPlanned(
    { table, rows }: Extract<Order, { type: 'updateRows' }>,
    { device, dialect }: CachedDevice,
  ): ReadonlyMap<RowToWrite['row'], string> | null {
    const att = device.link === 'push-att' ? { dialect, classic: isAntique(device.pushVersion) } : null;
    const texts = new Map<RowToWrite['row'], string>();
    for (const one of rows) {
      if (one.hash === cardFreed) continue;
      const text = rowText(table, one, { dialect, att });
      if (one.hash !== this.sealedBox.hash(text)) return null;
      if (!att && !one.content) texts.set(one.row, text);
    }
    return texts;
  }

  /** Templates and photos are looked up now; the stored text of the command has `***` in their place. */
  private async say(tx: EntityManager, order: Order, at: Circumstances, known: CachedDevice): Promise<Rendered | null> {
    const render = known.device.link === 'push-att' ? renderAtt : renderAcc;
    if (order.type !== 'updateRows') return { text: render(order, at) };
    const texts = this.asPlanned(order, known);
    if (!texts) return null;
    if (!order.rows.some(({ content }) => content)) return { text: render(order, { ...at, texts }) };
    const { origin = '' } = at;
    const to = { sn: known.sn, origin, byUrl: known.bio.byUrl.includes(order.table) };
    const rows = await this.contents.fill(tx, order.rows, to);
    return { text: render({ ...order, rows }, at), kept: render({ ...order, rows: masked(order.rows) }, at) };
  }
}

function textOf(commands: readonly HandedOut[], known: CachedDevice): DeviceReply {
  if (commands.length === 0) return ok;
  if (known.device.link === 'push-att') return terminalReply(commands, known);
  const lines = commands.map(({ id, text, subSn }) =>
    encodeCommand(id, text as CommandText, known.dialect, subSn ?? known.sn),
  );
  return { status: 200, text: lines.join('\n') };
}

/**
 * Every line ends in LF, also the last one. The text is in the code page that the terminal reads (Attendance PUSH 10.1,
 * 2.6).
 */
function terminalReply(commands: readonly HandedOut[], known: CachedDevice): DeviceReply {
  const text = commands.map(({ id, text: said }) => `${encodeCommand(id, said as CommandText)}\n`).join('');
  const bytes = encodeText(text, known);
  return { status: 200, text, ...(bytes ? { bytes } : {}) };
}

const masked = (rows: readonly RowToWrite[]): RowToWrite[] =>
  rows.map((row) => (row.content ? { ...row, row: { ...row.row, [row.content.field]: hidden } } : row));
