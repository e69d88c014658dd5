import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeviceCache } from '../../devices/push/device-cache.js';
import { WireLogService } from '../../devices/wire/wire-log.service.js';
import { DeviceService } from '../../modules/device/device.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read, Replace } from '../common/admin.js';
import { toWireLog, WireBody, WireLog, WireQuery, WireStateView } from './wire.dto.js';

/** What one device and its gateway say to each other, for whoever looks for a fault. */
@AdminResource('devices/:sn/wire')
export class WireController {
  constructor(
    private readonly devices: DeviceService,
    private readonly wires: WireLogService,
    private readonly deviceCache: DeviceCache,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Replace('', 'Record what the device and the gateway say to each other, for some minutes', { of: WireStateView })
  async record(
    @Param('sn') sn: string,
    @Body() { minutes }: WireBody,
    @CurrentCaller() caller: Caller,
  ): Promise<WireStateView> {
    const until = await this.audited.run(caller, async (tx) => {
      await this.devices.get(tx, sn);
      return this.wires.record(tx, sn, minutes);
    });
    // What it says next is recorded here; other gateways hear of it in a moment.
    await this.deviceCache.refresh(sn);
    return { until: until?.toISOString() ?? null };
  }

  @Read('', 'What was recorded of a day, at most 5,000 exchanges; with wait when there is a new one', { of: WireLog })
  async list(
    @Param('sn') sn: string,
    @Query() { after, wait = 0 }: WireQuery,
    @Req() request: FastifyRequest,
  ): Promise<WireLog> {
    await this.devices.get(this.unitOfWork.manager, sn);
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    const isBound = (request.signedIn?.bounds?.departments ?? null) !== null;
    return toWireLog(await this.wires.read(sn, after, wait, gone.signal), isBound);
  }
}
