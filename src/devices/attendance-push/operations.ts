import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { userLost } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { NewEvent } from '../../modules/transaction/event.js';
import { readOperation, userDeleted, type Operation } from '../../protocol/attendance-push/operations.js';
import { EventStoreService } from '../push/event-store.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { countRows, receivedAtOf } from '../push/replay.js';
import type { DeviceRequest } from '../push/request.js';
import { bareEvent, terminalEvent } from './punch-event.js';

const alarm = 3;
const duress = 32;
const duressEvent = 101;
/** Alarms by their first object (Attendance PUSH A7), as events of the door. */
const alarmEvents: Readonly<Record<string, number>> = { '50': 201, '51': 200, '53': 202, '54': 102, '55': 100 };

/** The reason why lines of it are kept. */
export const unreadableOperations = 'unreadable operations';

const longest = 64;
const highestCode = 32_767;

/** Rows OPLOG (Attendance PUSH 9.3): the terminal's own log, as far as it concerns Postern. */
@Injectable()
export class AttOperationHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventStoreService,
    private readonly quarantine: QuarantineService,
  ) {}

  /** Terminals send their log again: each line acts once. */
  async store(request: DeviceRequest, known: CachedDevice, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const reads = lines.map((line) => ({ line, operation: readOperation(line) }));
    const unreadable = reads.filter(({ operation }) => operation === null).map(({ line }) => line);
    if (unreadable.length > 0) {
      await this.quarantine.keep({ ...request, body: Buffer.from(unreadable.join('\n')) }, unreadableOperations);
    }
    const read = reads.flatMap(({ line, operation }) => (operation ? [{ line, operation }] : []));
    const receivedAt = receivedAtOf(request);
    const alarms = read.flatMap(({ line, operation }) => alarmOf(known, operation, line, receivedAt));
    if (alarms.length > 0) await this.events.insert(request, alarms);
    const isNew = await this.unitOfWork.run(async (tx) => {
      const kept: boolean[] = [];
      for (const { line, operation } of read) {
        const isFirst = await keep(tx, known.sn, operation, line);
        kept.push(isFirst);
        const pin = operation.objects[0] ?? '';
        if (isFirst && userDeleted.has(operation.code) && !/^0*$/.test(pin)) await forget(tx, known.sn, pin);
      }
      return kept;
    });
    // Alarms are events, so they are counted as events.
    const others = isNew.filter((_, at) => eventNoOf(read[at]?.operation) === undefined);
    countRows(request.replay, others.filter(Boolean).length, others.length);
  }
}

function eventNoOf(operation: Operation | undefined): number | undefined {
  if (operation?.code === duress) return duressEvent;
  return operation?.code === alarm ? alarmEvents[operation.objects[0] ?? ''] : undefined;
}

function alarmOf(known: CachedDevice, operation: Operation, raw: string, receivedAt: Date): NewEvent[] {
  const { time } = operation;
  const eventNo = eventNoOf(operation);
  if (eventNo === undefined) return [];
  const event = { ...bareEvent, wallClock: time, eventNo, raw: raw.slice(0, 500) };
  return [terminalEvent(known, event, `att|${known.sn}|oplog|${raw.trim()}`, receivedAt)];
}

async function keep(tx: EntityManager, sn: string, operation: Operation, line: string): Promise<boolean> {
  const { code, operator, time, objects } = operation;
  const rows: unknown[] = await tx.query(
    `INSERT INTO device_operation (sn, at, code, operator, objects, row_hash) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      sn,
      time,
      Math.min(code, highestCode),
      operator.slice(0, longest),
      JSON.stringify(objects.map((object) => object.slice(0, longest))),
      createHash('sha256').update(line.trim()).digest('hex'),
    ],
  );
  return rows.length > 0;
}

/** A user was deleted at the terminal. What it should hold of that user is sent again. */
async function forget(tx: EntityManager, sn: string, pin: string): Promise<void> {
  await tx.query('DELETE FROM device_user WHERE sn = $1 AND pin = $2', [sn, pin]);
  if ((await userLost(tx, sn, pin)) === 0) return;
  await recordChange(tx, 'device', [sn]);
  notify(tx, 'device', sn);
}
