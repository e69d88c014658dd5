import { Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Read, Resource } from '../api/endpoint.js';
import { Params } from '../api/params.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Work } from '../db/work.js';
import { MonitorService, stampOf, type MonitorReader } from './monitor.service.js';
import { monitorDto, MonitorQuery, TransactionDto } from './transaction.dto.js';

@Resource('transaction')
export class MonitorController {
  constructor(
    private readonly monitor: MonitorService,
    private readonly work: Work,
  ) {}

  @Read('transaction/monitor', 'What is new since the last call', {
    section: '2.18.5',
    of: TransactionDto,
    as: 'list',
  })
  async next(
    @Params() { timestamp }: MonitorQuery,
    @By() { tokenId, address }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransactionDto[]> {
    const reader = { tokenId, address, stamp: stampOf(timestamp) };
    const { events, position } = await this.work.run((tx) => this.monitor.next(tx, reader));
    if (events.length > 0) this.rewindUnlessRead(reply, reader, position);
    return events.map(monitorDto);
  }

  /** A client that gave up in the meantime must find its events at the next call. */
  private rewindUnlessRead({ raw }: FastifyReply, reader: MonitorReader, position: number): void {
    const rewind = () => {
      if (raw.writableFinished) return;
      this.work.run((tx) => this.monitor.rewind(tx, reader, position)).catch(() => undefined);
    };
    if (raw.destroyed) rewind();
    else raw.once('close', rewind);
  }
}
