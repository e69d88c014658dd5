import { setTimeout as delay } from 'node:timers/promises';
import { Body, Param } from '@nestjs/common';
import { ErasureService } from '../../modules/visitor/erasure.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { devicesOf } from '../../sync/ledger/ledger-users.repository.js';
import { Action, AdminResource } from '../common/admin.js';
import { ErasureBody, ErasureView } from './person-erasure.dto.js';

type OnDevice = Awaited<ReturnType<typeof devicesOf>>[number];

const lookAgainMs = 250;

/** Everything that identifies a person goes: here, on devices, in events and in the audit log. */
@AdminResource('persons')
export class PersonErasureController {
  constructor(
    private readonly erasure: ErasureService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action(
    ':pin/erase',
    'Erase a person for good, also one who has left: events and the audit log keep a pin of nobody. Tells what each ' +
      'device has confirmed',
    { of: ErasureView },
  )
  async erase(
    @Param('pin') pin: string,
    @Body() { wait = 0 }: ErasureBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ErasureView> {
    const before = await this.audited.run(caller, async (tx) => {
      const devices = await devicesOf(tx, pin);
      await this.erasure.eraseAnybody(tx, pin);
      return devices;
    });
    return { pin, items: toldOf(before, await this.left(pin, before, wait)) };
  }

  /** What is still on devices, once all that are there have confirmed or the time is over. */
  private async left(pin: string, before: readonly OnDevice[], seconds: number): Promise<OnDevice[]> {
    const awaited = new Set(before.filter(({ online, state }) => online && state !== 'unknown').map(({ sn }) => sn));
    for (const end = Date.now() + 1_000 * seconds; ;) {
      const now = await devicesOf(this.unitOfWork.manager, pin);
      if (Date.now() >= end || !now.some(({ sn }) => awaited.has(sn))) return now;
      await delay(lookAgainMs);
    }
  }
}

function toldOf(before: readonly OnDevice[], now: readonly OnDevice[]): ErasureView['items'] {
  const left = new Map(now.map((one) => [one.sn, one.state]));
  return before.map(({ sn, name, online, bodies }) => {
    const state = left.get(sn);
    return { sn, name, online, bodies, state: state === undefined ? 'gone' : state === 'unknown' ? state : 'leaving' };
  });
}
