import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { LOG } from '../../platform/tokens.js';
import { notify } from '../../platform/database/unit-of-work.js';
import type { Device, DeviceLink } from '../../modules/device/device.entity.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import type { Logger } from 'pino';
import { flagOf, supports } from '../../protocol/access-push/dialect.js';
import { asksServer } from '../../modules/device/device-trust.js';
import { machineOffset } from '../desired/desired-clock.js';
import { CountCheckService } from './count-check.js';
import { syncOrigin } from '../ledger/dispatch.service.js';
import type { DeviceFacts } from '../desired/facts.js';
import { attFetch, fetchOrders } from './fetch-orders.js';
import { ImportService } from './import.service.js';
import { doubtEverybody, doubtTable, forgetOtherLinks } from '../ledger/ledger-doubt.repository.js';

async function linkOf(tx: EntityManager, sn: string): Promise<DeviceLink | undefined> {
  const [found] = await tx.query<{ link: DeviceLink }[]>('SELECT link FROM device WHERE sn = $1', [sn]);
  return found?.link;
}

const severalCards = 7;
const dayMs = 24 * 60 * 60 * 1_000;
/**
 * A DELETE of a user deletes everything that belongs to the user, and the terminal sends its counts unasked (Attendance
 * PUSH 7, 12.2).
 */
const isAtt = ({ device }: Pick<DeviceFacts, 'device'>) => device.link === 'push-att';

/**
 * Tables that are emptied on a panel whose users are to be removed, authority first, as far as it has them (admin API:
 * existing = clear).
 */
const clearedTables: readonly { readonly table: string; readonly has: (facts: DeviceFacts) => boolean }[] = [
  { table: 'userauthorize', has: (facts) => !isAtt(facts) },
  { table: 'mulcarduser', has: ({ dialect }) => supports(dialect, severalCards) },
  { table: 'templatev10', has: (facts) => !isAtt(facts) && flagOf(facts.device.options, 'FingerFunOn') },
  { table: 'user', has: () => true },
];

/** What a device is sent and asked after it has registered, before its rows and beside them. */
@Injectable()
export class DeviceSetupService {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly commands: CommandService,
    private readonly counts: CountCheckService,
    private readonly imports: ImportService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** The caller holds the device's lock. */
  async prepare(tx: EntityManager, facts: DeviceFacts, now: Date): Promise<void> {
    const { device, sn } = facts;
    if (device.setupAt === null || device.setupAt < (device.registeredAt ?? now)) {
      await this.afterRegistration(tx, facts);
      // What an operator changed meanwhile has not been sent: that change requests the setup again.
      await tx.query(
        `UPDATE device SET setup_at = clock_timestamp()
         WHERE sn = $1 AND time_zone IS NOT DISTINCT FROM $2 AND remote_identification = $3`,
        [sn, device.timeZone, device.remoteIdentification],
      );
    }
    if (!device.existingDone) await this.treatExisting(tx, facts);
    if (!isAtt(facts)) await this.countWhenDue(tx, device, now);
  }

  /** Rows have to wait until the device has said whether it keeps several cards a user. */
  mayHaveRows({ device, dialect }: DeviceFacts): boolean {
    return !supports(dialect, severalCards) || device.multiCardOn !== null;
  }

  async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const { order, sn } = command;
    if (order.type === 'count') await this.counts.counted(tx, command, end);
    if (order.type === 'query') await this.imports.queried(tx, command, end);
    if (order.type === 'setOptions') await this.optionsSet(tx, sn, order, end);
    if (order.type === 'clearTable' && end.status === 'done') await this.cleared(tx, sn, order.table);
    if (order.type === 'clearTable' && end.status !== 'done') {
      await this.registrations.alert(
        tx,
        sn,
        `it did not clear its table ${order.table} (${end.returnCode ?? end.status})`,
      );
    }
  }

  /**
   * What was sent behind the first of two clearings was deleted by the second. A terminal that was emptied has also
   * lost what it was given over another link.
   */
  private async cleared(tx: EntityManager, sn: string, table: string): Promise<void> {
    const isTerminal = (await linkOf(tx, sn)) === 'push-att';
    await doubtTable(tx, sn, table, isTerminal && table === 'user');
    if (table !== 'user') return;
    await tx.query('DELETE FROM device_user WHERE sn = $1', [sn]);
    if (isTerminal) await forgetOtherLinks(tx, sn);
  }

  private async afterRegistration(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    const { sn, device, dialect } = facts;
    if (isAtt(facts)) {
      await tx.query('UPDATE device SET count_due = false WHERE sn = $1 AND count_due', [sn]);
      return;
    }
    const now = new Date();
    if (dialect.machineTz)
      await this.run(tx, sn, { type: 'setOptions', options: { MachineTZ: machineOffset(facts, now) } });
    if (device.remoteIdentification) await this.run(tx, sn, { type: 'setOptions', options: asksServer });
    if (supports(dialect, severalCards) && device.multiCardOn === null) {
      await this.run(tx, sn, { type: 'setOptions', options: { MulCardUserFunOn: '1' } });
    }
    // A change by an operator also requests the setup again. In that case the device has lost nothing.
    const { countedAt, registeredAt } = device;
    if (countedAt === null || (registeredAt && registeredAt > countedAt)) await this.counts.registered(tx, sn);
    await tx.query('UPDATE device SET counted_at = NULL, count_due = true WHERE sn = $1', [sn]);
    device.countedAt = null;
  }

  private async treatExisting(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    const { sn, device } = facts;
    if (device.existing === 'clear') {
      await this.forgetPersons(tx, sn);
      for (const { table, has } of clearedTables) {
        if (has(facts)) await this.run(tx, sn, { type: 'clearTable', table });
      }
    }
    if (device.existing === 'import') {
      // Templates come after the users: by then the persons exist to whom they belong.
      const questions = isAtt(facts)
        ? [...fetchOrders('users', device.options), ...attFetch('templates', device).orders]
        : [...fetchOrders('users', device.options), ...fetchOrders('templates', device.options)];
      for (const order of questions) await this.run(tx, sn, order);
    }
    // What an operator requested meanwhile is not done yet.
    await tx.query('UPDATE device SET existing_done = true WHERE sn = $1 AND existing = $2', [sn, device.existing]);
    this.log.info({ sn, existing: device.existing }, 'what the panel held already');
  }

  /** Clears a panel that is already served: all its rows of persons are sent again afterwards. */
  private async forgetPersons(tx: EntityManager, sn: string): Promise<void> {
    await this.commands.withdraw(tx, await doubtEverybody(tx, sn));
  }

  /** After each registration, after a reset, and daily (docs/rules.md 3). */
  private async countWhenDue(tx: EntityManager, { sn, countedAt }: Device, now: Date): Promise<void> {
    if (countedAt !== null && now.getTime() - countedAt.getTime() < dayMs - 60_000) return;
    await this.run(tx, sn, { type: 'count', table: 'user', ahead: true });
    await tx.query('UPDATE device SET counted_at = clock_timestamp() WHERE sn = $1', [sn]);
    await tx.query(`DELETE FROM change WHERE kind = 'device' AND key = $1 AND due_at > clock_timestamp()`, [sn]);
    await recordChange(tx, 'device', [sn], new Date(now.getTime() + dayMs));
  }

  /** Only a device that accepted the setting gets several cards (docs/rules.md 3). */
  private async optionsSet(
    tx: EntityManager,
    sn: string,
    { options }: Extract<Order, { type: 'setOptions' }>,
    end: CommandEnd,
  ): Promise<void> {
    if (options.MulCardUserFunOn !== '1') return;
    await tx.query('UPDATE device SET multi_card_on = $2 WHERE sn = $1', [sn, end.status === 'done']);
    await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
  }

  private run(tx: EntityManager, sn: string, order: Order): Promise<number> {
    return this.commands.run(tx, sn, order, { origin: syncOrigin });
  }
}
