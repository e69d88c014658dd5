import { Body, Param, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { DeviceService } from '../../modules/device/device.service.js';
import type { Verification } from '../../sync/verify/verification.js';
import { VerifyService } from '../../sync/verify/verify.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { cursorNumber, ListQuery, pageOf, usualLimit } from '../common/page.js';
import { tablesOf, toVerificationView, usersIn, VerificationView, VerifyBody, VerifyQuery } from './verify.dto.js';

const usualWait = 20;

/** Checks whether a device holds what it acknowledged. */
@AdminResource('devices/:sn')
export class DeviceVerifyController {
  constructor(
    private readonly devices: DeviceService,
    private readonly verifications: VerifyService,
    private readonly commands: CommandService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('verify', 'Compare what the device holds with what it acknowledged; 202 while it is not done', {
    of: VerificationView,
  })
  @ApiAcceptedResponse({ description: 'Not done yet', schema: { $ref: getSchemaPath(VerificationView) } })
  async verify(
    @Param('sn') sn: string,
    @Body() body: VerifyBody,
    @Query() query: VerifyQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VerificationView> {
    const { wait = query.wait ?? usualWait } = body;
    const asked = {
      tables: tablesOf(body),
      repair: body.repair ?? ('none' as const),
      removeUnknown: body.removeUnknown ?? false,
    };
    const { id } = await this.audited.run(caller, (tx) => this.verifications.start(tx, sn, asked));
    const one = await this.verifications.wait(sn, id, wait);
    if (one.status === 'running') reply.status(202);
    return this.view(one);
  }

  @Read('verifications', 'Verifications of one device, newest first', { of: VerificationView, as: 'page' })
  async list(@Param('sn') sn: string, @Query() { limit = usualLimit, cursor }: ListQuery) {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await this.verifications.list(tx, sn, { limit: limit + 1, before: cursorNumber(cursor) });
    const { items, nextCursor } = pageOf(
      rows,
      limit,
      ({ id }) => id,
      (one) => one,
    );
    return { items: await Promise.all(items.map((one) => this.view(one))), nextCursor };
  }

  @Read('verifications/:id', 'How far a verification is', { of: VerificationView })
  async get(@Param('sn') sn: string, @Param('id') id: string): Promise<VerificationView> {
    if (!/^\d{1,15}$/.test(id)) throw new Failure('notFound', `there is no verification ${id} of device ${sn}`);
    const number = Number(id);
    return this.view(await this.verifications.get(this.unitOfWork.manager, sn, number));
  }

  private async view(one: Verification): Promise<VerificationView> {
    const counted = usersIn(one)?.countCommandId;
    return toVerificationView(one, counted ? await this.commands.find(this.unitOfWork.manager, counted) : null);
  }
}
