import { Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Compat } from '../../facade/compat.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService, type EventNames } from './event-name.service.js';
import type { FamilyName } from './family.js';
import { HepTransactionDto, hepMonitorDto } from './hep-transaction.dto.js';
import { MonitorService, stampOf, type MonitorReader } from './monitor.service.js';
import { PsgMonitorDto, psgMonitorDto } from './psg-transaction.dto.js';
import type { StoredEvent } from './stored-event.js';
import { monitorDto, MonitorQuery, TransactionDto } from './transaction.dto.js';

interface Monitor<Row extends object> {
  readonly resource: string;
  readonly family: FamilyName;
  readonly path: string;
  readonly section: string;
  readonly of: Type<Row>;
  readonly row: (event: StoredEvent, names: EventNames) => Row;
}

/** A controller with the monitor of one family; each family has its own readers. */
function monitorCall<Row extends object>({ family, row, ...call }: Monitor<Row>): Type<object> {
  @Resource(call.resource)
  class MonitorController {
    constructor(
      private readonly monitor: MonitorService,
      private readonly names: EventNameService,
      private readonly unitOfWork: UnitOfWork,
    ) {}

    @Read(call.path, 'What is new since the last call', {
      section: call.section,
      of: call.of,
      as: 'list',
    })
    async next(
      @Params() { timestamp }: MonitorQuery,
      @CurrentCaller() { tokenId, address }: Caller,
      @Compat() { eventNames }: Compatibility,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<Row[]> {
      const reader = { family, tokenId, address, stamp: stampOf(timestamp) };
      const { events, position } = await this.unitOfWork.run((tx) => this.monitor.next(tx, reader));
      if (events.length > 0) this.rewindUnlessRead(reply, reader, position);
      return events.map((event) => row(event, this.names[eventNames]));
    }

    /** A client that gave up meanwhile must get its events at the next call. */
    private rewindUnlessRead({ raw }: FastifyReply, reader: MonitorReader, position: number): void {
      const rewind = () => {
        if (raw.writableFinished) return;
        this.unitOfWork.run((tx) => this.monitor.rewind(tx, reader, position)).catch(() => undefined);
      };
      if (raw.destroyed) rewind();
      else raw.once('close', rewind);
    }
  }
  return MonitorController;
}

export const AccMonitorController = monitorCall({
  resource: 'transaction',
  family: 'acc',
  path: 'transaction/monitor',
  section: '2.18.5',
  of: TransactionDto,
  row: monitorDto,
});

export const PsgMonitorController = monitorCall({
  resource: 'psgTransaction',
  family: 'psg',
  path: 'psgTransaction/monitor',
  section: '2.34.3',
  of: PsgMonitorDto,
  row: psgMonitorDto,
});

export const HepMonitorController = monitorCall({
  resource: 'hep',
  family: 'hep',
  path: 'hep/transaction/monitor',
  section: '2.26.2',
  of: HepTransactionDto,
  row: hepMonitorDto,
});
