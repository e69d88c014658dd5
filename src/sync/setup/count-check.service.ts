import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import type { CommandEnd } from '../../core/command/command.service.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { UserCountService } from '../../modules/device/user-counts.service.js';
import { dependsOnUser } from '../desired/table-order.js';
import { unknownUsersText } from '../status/unknown-users.js';
import { answersOf } from '../ledger/answers.js';
import { markLostUnknown, markSharedUnknown } from '../ledger/ledger-unknown.repository.js';
import { devicesWithUsers, usersHeld, usersOnTheirWay } from '../ledger/ledger-status.repository.js';

/** Tables whose rows depend on the users, or are lost together with them. */
const lostWithUsers = ['user', 'timezone', ...dependsOnUser];

/** A device that did not say how many users it holds is asked again after so long. */
const againAfterMs = 60_000;
/** So long after a count while users were on their way. */
const onTheirWayMs = 1_000;
/** What an integer column holds. */
const mostRows = 0x7fff_ffff;

/** More than any table holds is no count. */
const isCount = (count: unknown): count is number =>
  typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= mostRows;

/** Compares what a device counts with what the ledger says it holds (docs/rules.md 3). */
@Injectable()
export class CountCheckService implements OnModuleInit {
  constructor(
    private readonly registrations: DeviceRegistrationService,
    private readonly counts: UserCountService,
  ) {}

  /** Terminals send their counts unasked. */
  onModuleInit(): void {
    this.counts.onTold(async (tx, sn, users) => {
      if (isCount(users)) await this.compare(tx, sn, users);
    });
  }

  async counted(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    if (await hasNewerCount(tx, command)) return;
    const again = await this.againAfter(tx, command, end);
    return again === null ? this.settled(tx, command.sn) : this.countAgain(tx, command.sn, again);
  }

  /** Milliseconds after which it is asked again; null = it cannot report more. */
  private async againAfter(tx: EntityManager, command: Command, end: CommandEnd): Promise<number | null> {
    const { sn, answer } = command;
    if (end.status !== 'done') return (await this.cannotCount(tx, sn, end)) ? null : againAfterMs;
    const count = answer?.table === 'user' ? answer.count : undefined;
    if (isCount(count)) return (await this.compare(tx, sn, count)) ? null : onTheirWayMs;
    if (answer?.count !== undefined) return againAfterMs;
    return (await saidNoNumberBefore(tx, command)) ? null : 0;
  }

  /** Its firmware does not know the question, so no answer will come. */
  private async cannotCount(tx: EntityManager, sn: string, { status, returnCode }: CommandEnd): Promise<boolean> {
    if (status !== 'failed' || returnCode === null) return false;
    return (await answersOf(tx, sn)).kind(returnCode, '') === 'never';
  }

  private async settled(tx: EntityManager, sn: string): Promise<void> {
    await tx.query('UPDATE device SET count_due = false WHERE sn = $1 AND count_due', [sn]);
  }

  /** It did not answer, or not with a number of users: it is asked once more, and is not in sync until then. */
  private async countAgain(tx: EntityManager, sn: string, afterMs: number): Promise<void> {
    const owed: [unknown[], number] = await tx.query(
      'UPDATE device SET counted_at = NULL WHERE sn = $1 AND count_due RETURNING sn',
      [sn],
    );
    if (owed[1] > 0) await recordChange(tx, 'device', [sn], new Date(Date.now() + afterMs));
  }

  /**
   * @returns whether the count is conclusive: it may include unknown users while some of ours are still on their way
   */
  private async compare(tx: EntityManager, sn: string, count: number): Promise<boolean> {
    const { least, most } = await usersHeld(tx, sn);
    const extra = Math.max(0, count - most);
    // All rows are missing: the device was reset.
    if (count === 0 && most > 0) await markSharedUnknown(tx, [sn]);
    await tx.query(
      'UPDATE device SET counted_users = $2, counted_at = clock_timestamp(), extra_users = $3 WHERE sn = $1',
      [sn, count, extra],
    );
    if (count < least) await this.sendAgain(tx, sn, least - count);
    if (extra > 0) await this.registrations.alert(tx, sn, unknownUsersText(extra));
    notify(tx, 'device', sn);
    return least === most || count <= least || count > most || !(await usersOnTheirWay(tx, sn));
  }

  /** A device registers and holds no users: no count would show whether it was reset. */
  async registered(tx: EntityManager, sns: readonly string[]): Promise<void> {
    const having = new Set(await devicesWithUsers(tx, sns));
    await markSharedUnknown(
      tx,
      sns.filter((sn) => !having.has(sn)),
    );
  }

  /** It is not known whose rows it has lost, so no row may be taken for gone. */
  private async sendAgain(tx: EntityManager, sn: string, missing: number): Promise<void> {
    await markLostUnknown(tx, sn, lostWithUsers);
    await this.registrations.alert(tx, sn, `it has lost ${missing} users: they are sent again`);
    await recordChange(tx, 'device', [sn]);
  }
}

/** What comes later, or again, is of a time before. */
async function hasNewerCount(tx: EntityManager, { sn, id, origin }: Command): Promise<boolean> {
  const newer: unknown[] = await tx.query(
    `SELECT 1 FROM command WHERE sn = $1 AND type = 'count' AND origin = $3 AND id > $2 AND status = 'done'
       AND answer ->> 'table' = 'user' AND answer ->> 'count' IS NOT NULL LIMIT 1`,
    [sn, id, origin],
  );
  return newer.length > 0;
}

/** A device that acknowledges two counts in a row without a number cannot count. */
async function saidNoNumberBefore(tx: EntityManager, { sn, id }: Command): Promise<boolean> {
  const [before]: { silent: boolean }[] = await tx.query(
    `SELECT status = 'done' AND answer ->> 'count' IS NULL AS silent FROM command
     WHERE sn = $1 AND type = 'count' AND id < $2 ORDER BY id DESC LIMIT 1`,
    [sn, id],
  );
  return before?.silent ?? false;
}
