import { Body, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RetirementService, type Follows, type Retirement } from '../../sync/setup/retirement.service.js';
import { Action, AdminResource, Read, Remove } from '../common/admin.js';
import { OneOf, Shown } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';

export class RetireBody {
  @OneOf('What becomes of it when it is empty; left out = disable', ['disable', 'delete'], { optional: true })
  then?: Follows;
}

export class RetirementView {
  @Shown('Serial number') sn!: string;
  @Shown('stuck = it did not let itself be emptied: ask again, or take it back', {
    enum: ['emptying', 'clearing', 'stuck', 'done'],
  })
  status!: string;
  @Shown('What becomes of it when it is empty', { enum: ['disable', 'delete'] }) then!: string;
  @Shown('Whether it calls') online!: boolean;
  @Shown('People who may still be on it') opensFor!: number;
  @Shown('How it stands, in words') text!: string;
  @Shown('Begun at') createdAt!: string;
  @Shown('Ended at', { nullable: true, type: String }) finishedAt!: string | null;
}

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

function textOf({ status, online, opensFor, reason }: Retirement): string {
  if (status === 'done') return 'it is empty';
  if (reason !== null) return reason;
  if (!online) return `it is away and still opens for ${people(opensFor)}`;
  return opensFor > 0 ? `it still opens for ${people(opensFor)}` : 'its tables are being cleared';
}

const toView = (one: Retirement): RetirementView => ({
  sn: one.sn,
  status: one.status,
  then: one.follows,
  online: one.online,
  opensFor: one.opensFor,
  text: textOf(one),
  createdAt: one.createdAt.toISOString(),
  finishedAt: one.finishedAt?.toISOString() ?? null,
});

/** A device goes for good. */
const isSilent = (headers: FastifyRequest['headers']): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;

@AdminResource('devices/:sn')
export class DeviceRetirementController {
  constructor(
    private readonly retirements: RetirementService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('retire', 'Empty a controller, wait until it is empty, then disable or delete it', { of: RetirementView })
  async start(
    @Param('sn') sn: string,
    @Body() { then = 'disable' }: RetireBody,
    @Req() { headers }: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<RetirementView> {
    // A call that says nothing at all is more likely a slip, and nobody passes afterwards.
    if (isSilent(headers)) throw invalidField('then', 'is missing: a body says disable or delete', 'missing');
    return toView(await this.audited.run(caller, (tx) => this.retirements.start(tx, sn, then)));
  }

  @Read('retire', 'How far the device is emptied, and for whom it may still open', { of: RetirementView })
  async get(@Param('sn') sn: string): Promise<RetirementView> {
    return toView(await this.retirements.get(this.unitOfWork.manager, sn));
  }

  @Remove('retire', 'The way back: it is served, and gets the people that its levels say by now')
  async undo(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.retirements.undo(tx, sn));
  }
}
