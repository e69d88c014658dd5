import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Work } from '../../../db/work.js';
import { parseRecords, type Rec } from '../../../wire/push/records.js';
import { ReportedUsers } from '../reported-users.js';
import type { KnownDevice } from '../known-device.js';
import { Quarantine } from '../quarantine.js';
import { ok, say, type DeviceReply } from '../reply.js';
import { textOf, type DeviceRequest } from '../request.js';
import { AccEvents } from './acc-events.js';

type Taker = (request: DeviceRequest, known: KnownDevice, records: readonly Rec[]) => Promise<unknown>;

const field = (record: Rec, name: string) => (record.fields.get(name) ?? '').replaceAll('\0', '').slice(0, 4_000);

/**
 * Rows of tables that a device sends on its own (Access PUSH 7.5-7.12). Answered `table=n` with the count of the
 * request, also for repeated and quarantined rows: anything else makes the device send them for ever (field note 34).
 */
@Injectable()
export class AccUploads {
  private readonly takers: ReadonlyMap<string, Taker>;

  constructor(
    private readonly work: Work,
    private readonly quarantine: Quarantine,
    private readonly users: ReportedUsers,
    events: AccEvents,
  ) {
    this.takers = new Map<string, Taker>([
      ['user', (request, known, records) => this.storeUsers(request, known, records)],
      ['errorlog', (request, _known, records) => this.storeErrors(request, records)],
      ['transaction', (request, known, records) => events.storeRecords(request, known, records)],
    ]);
  }

  async store(request: DeviceRequest, known: KnownDevice): Promise<DeviceReply> {
    const { query } = request;
    const given = query.get('tablename') ?? query.get('table') ?? query.get('type') ?? 'unknown';
    const table = given.toLowerCase();
    const count = countOf(request);
    const taker = this.takers.get(table);
    if (taker) await taker(request, known, parseRecords(textOf(request.body)));
    else if (request.body.length > 0) await this.quarantine.keepTable(request, table, count ?? 0);
    const plain = count === null || known.device.quirks[`plainOk.${table}`] === true;
    return plain ? ok : say(`${given}=${count}`);
  }

  private async storeUsers(request: DeviceRequest, known: KnownDevice, records: readonly Rec[]): Promise<void> {
    const readable = records.filter(({ fields }) => (fields.get('pin') ?? '') !== '');
    if (readable.length < records.length) await this.quarantine.keep(request, 'user rows without a pin');
    await this.users.store(known, readable);
  }

  private async storeErrors({ sn }: DeviceRequest, records: readonly Rec[]): Promise<void> {
    for (const record of records) {
      await this.work.manager.query(
        `INSERT INTO device_error (sn, code, message, origin, command_id, additional, row_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [
          sn,
          field(record, 'errcode'),
          field(record, 'errmsg'),
          field(record, 'dataorigin'),
          field(record, 'cmdid'),
          field(record, 'additional'),
          createHash('sha256').update(record.raw).digest('hex'),
        ],
      );
    }
  }
}

/** The count of the request, or null where it names none: then the answer is a plain OK. */
function countOf({ query }: DeviceRequest): number | null {
  const count = query.get('count');
  return count !== undefined && /^\d{1,9}$/.test(count) ? Number(count) : null;
}
