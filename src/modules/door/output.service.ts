import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command, CommandStatus } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import type { Order } from '../../core/command/order.js';
import type { Device } from '../device/device.entity.js';
import { requestDelayOf } from '../device/request-delay.js';
import { Failure } from '../../platform/errors.js';

/** Which doors or outputs are meant: by id, all of an area and the areas in it, or all. */
export type OutputTarget = { readonly ids: readonly string[] } | { readonly areaCode: string } | { readonly all: true };

/** A door or an auxiliary output, with facts about its device. */
export interface OutputRow {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly sn: string;
  readonly status: Device['status'];
  readonly online: boolean;
  readonly options: Device['options'];
  readonly quirks: Device['quirks'];
  /** How many of its kind its device has. */
  readonly siblings: number;
}

/** Why nothing was sent; such an order is never queued, so it cannot be carried out when its device comes back. */
export type Refusal = 'notFound' | 'offline' | 'disabled' | 'unsupported';

/** The order for one door or output. */
export interface OutputOrder {
  readonly id: string;
  readonly row: OutputRow | null;
  readonly refusal: Refusal | null;
  /** In the order of sending; several doors may share one command. */
  readonly commandIds: readonly number[];
}

/** The result for one door or output. */
export interface OutputAnswer {
  readonly id: string;
  readonly name: string | null;
  readonly sn: string | null;
  readonly commandId: number | null;
  readonly status: CommandStatus | 'refused';
  readonly reason: Refusal | null;
  readonly returnCode: number | null;
}

/** Orders for some outputs of one device. */
export interface OutputBatch {
  readonly rows: readonly OutputRow[];
  readonly orders: readonly Order[];
}

const columns = `p.id, p.name, p.number, v.sn, v.status, v.online, v.options, v.quirks`;
const served = `v.status IN ('approved', 'disabled')`;
const inArea = `v.area_code IN (
  WITH RECURSIVE below AS (
    SELECT code FROM area WHERE code = $1 UNION SELECT a.code FROM area a JOIN below ON a.parent_code = below.code)
  SELECT code FROM below)`;

export const refusalOf = ({ status, online }: Pick<OutputRow, 'status' | 'online'>): Refusal | null =>
  status !== 'approved' ? 'disabled' : online ? null : 'offline';

/** Orders for many doors or outputs at once: all are queued in one transaction, and each has its own result. */
@Injectable()
export class OutputService {
  constructor(
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
  ) {}

  /** By device and number. @throws Failure invalid if the area does not exist */
  async find(
    tx: EntityManager,
    table: 'door' | 'aux_output' | 'floor' | 'gate',
    target: OutputTarget,
  ): Promise<OutputRow[]> {
    const select = `SELECT ${columns}, (SELECT count(*) FROM ${table} o WHERE o.device_sn = v.sn)::int AS siblings
      FROM ${table} p JOIN device v ON v.sn = p.device_sn`;
    const order = 'ORDER BY v.sn, p.number';
    if ('ids' in target) return tx.query(`${select} WHERE p.id = ANY($1) ${order}`, [target.ids]);
    if ('all' in target) return tx.query(`${select} WHERE ${served} ${order}`);
    const { areaCode } = target;
    const areas: unknown[] = await tx.query('SELECT 1 FROM area WHERE code = $1', [areaCode]);
    if (areas.length === 0) {
      const message = `areaCode names no area: ${areaCode}`;
      throw new Failure('invalid', message, { errors: [{ field: 'areaCode', message }] });
    }
    return tx.query(`${select} WHERE ${served} AND ${inArea} ${order}`, [areaCode]);
  }

  /** @param batchesOf the orders for one device; its outputs that are in no batch are unsupported there */
  async ask(
    tx: EntityManager,
    rows: readonly OutputRow[],
    batchesOf: (ofDevice: readonly OutputRow[]) => readonly OutputBatch[],
  ): Promise<OutputOrder[]> {
    const idsOf = new Map<string, number[]>();
    for (const ofDevice of byDevice(rows.filter((row) => refusalOf(row) === null))) {
      for (const { rows: asked, orders } of batchesOf(ofDevice)) {
        const ids = await this.queue(tx, asked, orders);
        for (const { id } of asked) idsOf.set(id, ids);
      }
    }
    return rows.map((row) => {
      const commandIds = idsOf.get(row.id) ?? [];
      const refusal = refusalOf(row) ?? (commandIds.length === 0 ? 'unsupported' : null);
      return { id: row.id, row, refusal, commandIds };
    });
  }

  /**
   * Call it after the commit. @param seconds how long to wait for the devices; the answer comes once all have answered
   */
  async answers(asked: readonly OutputOrder[], seconds: number): Promise<OutputAnswer[]> {
    const ids = [...new Set(asked.flatMap(({ commandIds }) => commandIds))];
    const ended = await this.waits.orGiveUp(ids, this.waits.waitAll(ids, seconds));
    const ends = new Map(ended.map((command) => [command.id, command]));
    return asked.map((one) => answerOf(one, ends));
  }

  private async queue(tx: EntityManager, rows: readonly OutputRow[], orders: readonly Order[]): Promise<number[]> {
    const [first] = rows;
    const ids: number[] = [];
    if (!first) return ids;
    const asked = { origin: 'door', pollSeconds: requestDelayOf(first) };
    try {
      for (const order of orders) ids.push(await this.commands.run(tx, first.sn, order, asked));
      return ids;
    } catch (error) {
      // If one device cannot do it, the others still do.
      if (error instanceof Failure && error.reason === 'deviceUnsupported') return [];
      throw error;
    }
  }
}

/** Named ones that do not exist get a result, too. */
export const missingOf = (ids: readonly string[], rows: readonly OutputRow[]): OutputOrder[] => {
  const there = new Set(rows.map(({ id }) => id));
  return [...new Set(ids)]
    .filter((id) => !there.has(id))
    .map((id) => ({ id, row: null, refusal: 'notFound', commandIds: [] }));
};

function byDevice(rows: readonly OutputRow[]): OutputRow[][] {
  const groups = new Map<string, OutputRow[]>();
  for (const row of rows) groups.set(row.sn, [...(groups.get(row.sn) ?? []), row]);
  return [...groups.values()];
}

/** Of several commands the first that failed decides, otherwise the last. */
function answerOf({ id, row, refusal, commandIds }: OutputOrder, ends: ReadonlyMap<number, Command>): OutputAnswer {
  const commands = commandIds.flatMap((commandId) => ends.get(commandId) ?? []);
  const decisive = commands.find(({ status }) => status !== 'done') ?? commands.at(-1);
  const of = row ? { id, name: row.name, sn: row.sn } : { id, name: null, sn: null };
  if (refusal || !decisive) return { ...of, commandId: null, status: 'refused', reason: refusal, returnCode: null };
  return { ...of, commandId: decisive.id, status: decisive.status, reason: null, returnCode: decisive.returnCode };
}
