import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SubDeviceService } from '../../modules/device/sub-device.service.js';
import { WiegandTestService } from '../../modules/device/wiegand-test.service.js';
import { GateService } from '../../modules/gate/gate.service.js';
import { IdentityCardService } from '../../modules/person/identity-card.service.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { maskOptions } from '../../protocol/access-push/secrets.js';
import { identityCard } from '../../protocol/access-push/tables/person.js';
import { readIrStates } from '../../protocol/access-push/uploads/ir-state.js';
import { readSubDevices } from '../../protocol/access-push/uploads/sub-device.js';
import { readWiegandTests } from '../../protocol/access-push/uploads/wiegand-test.js';
import { LearningService } from '../push/learning.service.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { countRows } from '../push/replay.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { byLine, type UploadedRows, type UploadHandler, type UploadHandlerSource } from './upload-handler.js';

const longestText = 4_000;
const longestPin = 64;
const errorFields = ['errcode', 'errmsg', 'dataorigin', 'cmdid', 'additional'];

const field = (record: Rec, name: string) => (record.fields.get(name) ?? '').replaceAll('\0', '').slice(0, longestText);

/** What devices send beside people and events: channels, tests, sub-controllers, identity cards, errors. */
@Injectable()
export class ControllerUploadHandlers implements UploadHandlerSource {
  readonly handlers: ReadonlyMap<string, UploadHandler>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gates: GateService,
    private readonly tests: WiegandTestService,
    private readonly subDevices: SubDeviceService,
    private readonly cards: IdentityCardService,
    private readonly quarantine: QuarantineService,
    private readonly learning: LearningService,
  ) {
    this.handlers = new Map<string, UploadHandler>([
      ['irstate', (rows) => this.storeGates(rows)],
      ['testdata', (rows) => this.storeTests(rows)],
      ['deviceauthorize', (rows) => this.storeSubDevices(rows)],
      ['identitycard', (rows) => this.storeCards(rows)],
      ['errorlog', (rows) => this.storeErrors(rows)],
    ]);
  }

  /** Access PUSH 7.14. */
  private async storeGates({ request, known }: UploadedRows): Promise<void> {
    const { read: states, others } = byLine(textOf(request.body), readIrStates);
    await this.keepAside(request, others, 'a channel report without state and counters');
    await this.unitOfWork.run(async (tx) => {
      for (const state of states) await this.gates.report(tx, known.device, state);
    });
  }

  private async keepAside(request: DeviceRequest, lines: readonly string[], reason: string): Promise<void> {
    if (lines.length === 0) return;
    await this.quarantine.keep({ ...request, body: Buffer.from(lines.join('\n')) }, reason);
  }

  /** Access PUSH 9.4. */
  private async storeTests({ request, known }: UploadedRows): Promise<void> {
    const { read: tests, others } = byLine(textOf(request.body), readWiegandTests);
    await this.keepAside(request, others, 'a Wiegand test without bits');
    await this.unitOfWork.run(async (tx) => {
      for (const test of tests) await this.tests.store(tx, known.sn, test);
    });
  }

  /** Access PUSH 5.2. */
  private async storeSubDevices({ request, known }: UploadedRows): Promise<void> {
    const { read: told, others } = byLine(textOf(request.body), readSubDevices);
    await this.keepAside(request, others, 'sub-controllers without a serial number');
    const reports = told.map(({ info, registration, ...sub }) => ({
      ...sub,
      info: maskOptions(info),
      registration: maskOptions(registration),
    }));
    if (reports.length > 0) await this.unitOfWork.run((tx) => this.subDevices.report(tx, known.sn, reports));
  }

  /** Access PUSH 7.6. */
  private async storeCards({ table, request, known, records }: UploadedRows): Promise<void> {
    for (const record of records) {
      const { pin = '', ...card } = decodeRow(identityCard, record);
      if (/^0*$/.test(pin.trim()) || pin.trim().length > longestPin) {
        await this.quarantine.keepTable(request, table, records.length);
      } else {
        const { counts } = await this.learning.of(this.unitOfWork.manager, known, [pin.trim()], true);
        await this.unitOfWork.run((tx) => this.cards.store(tx, known.sn, pin.trim(), card, counts(pin.trim())));
      }
    }
  }

  /** Access PUSH 7.12. */
  private async storeErrors({ request, known, records }: UploadedRows): Promise<void> {
    const isError = ({ fields }: Rec) => errorFields.some((name) => fields.has(name));
    const others = records.filter((record) => !isError(record)).map(({ raw }) => raw);
    await this.keepAside(request, others, 'errors that say none');
    for (const record of records.filter(isError)) {
      const rows: unknown[] = await this.unitOfWork.manager.query(
        `INSERT INTO device_error (sn, code, message, origin, command_id, additional, row_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
        [
          known.sn,
          field(record, 'errcode'),
          field(record, 'errmsg'),
          field(record, 'dataorigin'),
          field(record, 'cmdid'),
          field(record, 'additional'),
          createHash('sha256').update(record.raw).digest('hex'),
        ],
      );
      countRows(request.replay, rows.length, 1);
    }
  }
}
