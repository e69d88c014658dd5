import { Body, Param } from '@nestjs/common';
import { kindOf, type AlarmKind } from '../../modules/alarm/alarm-kinds.js';
import { AlarmKindService, type KindSettings } from '../../modules/alarm/alarm-kind.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { AdminResource, Patch, Read } from '../common/admin.js';
import { AlarmKindPatch, AlarmKindsView, AlarmKindView } from './alarm.dto.js';

@AdminResource('alarm-kinds')
export class AlarmKindController {
  constructor(
    private readonly kinds: AlarmKindService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Kinds of alarms', { of: AlarmKindsView })
  async list(): Promise<AlarmKindsView> {
    return { items: await this.kinds.all(this.unitOfWork.manager) };
  }

  @Read(':kind', 'One kind of alarms', { of: AlarmKindView })
  async get(@Param('kind') kind: string): Promise<AlarmKindView> {
    return found(kind, (await this.kinds.of(this.unitOfWork.manager)).get(known(kind)));
  }

  @Patch(':kind', 'What this site makes of a kind of alarms', { of: AlarmKindView })
  async patch(
    @Param('kind') kind: string,
    @Body() { priority, instruction, sound, off }: AlarmKindPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<AlarmKindView> {
    const given = Object.entries({ priority, instruction, sound, off }).filter(([, value]) => value !== undefined);
    const changes: Partial<KindSettings> = Object.fromEntries(given);
    return found(kind, await this.audited.run(caller, (tx) => this.kinds.change(tx, known(kind), changes)));
  }
}

/** @throws Failure notFound */
const known = (name: string): AlarmKind => found(name, kindOf(name));

function found<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new Failure('notFound', `there is no kind of alarm ${name}`);
  return value;
}
