import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Ended } from '../../core/command/group-delivery.service.js';
import type { Order } from '../../core/command/order.js';
import type { Config } from '../../platform/config.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { notify } from '../../platform/database/unit-of-work.js';
import type { DeviceLink } from '../../modules/device/device.entity.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import type { Logger } from 'pino';
import { flagOf, supports } from '../../protocol/access-push/dialect.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { isCleared, removalOrder } from '../desired/table-order.js';
import { answersBy } from '../ledger/answers.js';
import { notDue, surveyDue } from '../survey/due.js';
import type { DuePurpose } from '../survey/purpose.js';
import { asksServer } from '../../modules/device/device-trust.js';
import { machineOffset } from '../desired/desired-clock.js';
import { CountCheckService } from './count-check.service.js';
import { syncOrigin } from '../ledger/dispatch.service.js';
import type { DeviceFacts } from '../desired/facts.js';
import { attFetch, fetchOrders } from './fetch-orders.js';
import { ImportService } from './import.service.js';
import { forgetTable } from '../ledger/overtaken-readings.js';
import {
  markEverybodyUnknown,
  markTableUnknown,
  forgetOtherLinks,
  forgiveTable,
} from '../ledger/ledger-unknown.repository.js';

async function linkOf(tx: EntityManager, sn: string): Promise<DeviceLink | undefined> {
  const [found] = await tx.query<{ link: DeviceLink }[]>('SELECT link FROM device WHERE sn = $1', [sn]);
  return found?.link;
}

/** The device has no such table: there is nothing to clear. */
async function isUnknown(tx: EntityManager, sn: string, { status, returnCode }: CommandEnd): Promise<boolean> {
  if (status !== 'failed' || returnCode === null) return false;
  return answersBy((await linkOf(tx, sn)) ?? 'push-acc').kind(returnCode, '') === 'never';
}

const severalCards = 7;
const dayMs = 24 * 60 * 60 * 1_000;
/**
 * A DELETE of a user deletes everything that belongs to the user, and the terminal sends its counts unasked (Attendance
 * PUSH 7, 12.2).
 */
const isAtt = ({ device }: Pick<DeviceFacts, 'device'>) => device.link === 'push-att';

/** Tables of templates and pictures that a panel has if it announces them. */
const hasFingers = ({ device }: DeviceFacts) => flagOf(device.options, 'FingerFunOn');

/**
 * What is cleared on a panel that should hold nothing of its last server: rights first, users after everything of
 * theirs (Access PUSH 9.1.2). Time zones are deleted one by one, because the first one must stay.
 */
const clearedTables = removalOrder.filter((name) => isCleared(name));

const hasTable = (facts: DeviceFacts, name: string): boolean => {
  if (isAtt(facts)) return name === 'user';
  if (name === 'templatev10') return hasFingers(facts);
  if (name === 'mulcarduser') return supports(facts.dialect, severalCards);
  const table = tableNamed(name);
  return table !== undefined && (table.when === undefined || table.when(facts.dialect));
};

const isCountDue = ({ device: { countedAt } }: DeviceFacts, now: Date) =>
  countedAt === null || now.getTime() - countedAt.getTime() >= dayMs - 60_000;

/** What a panel is told before its rows. */
function setupOrders(facts: DeviceFacts, now: Date): Order[] {
  const { device, dialect } = facts;
  const asksCards = supports(dialect, severalCards) && device.multiCardOn === null;
  const options: Readonly<Record<string, string>>[] = [
    ...(dialect.machineTz ? [{ MachineTZ: machineOffset(facts, now) }] : []),
    ...(device.remoteIdentification ? [asksServer] : []),
    ...(asksCards ? [{ MulCardUserFunOn: '1' }] : []),
  ];
  return options.map((one) => ({ type: 'setOptions', options: one }));
}

/** Notes what was done. What an operator changed or requested meanwhile is not done yet. */
async function noteSetup(
  tx: EntityManager,
  done: Readonly<Record<'fresh' | 'strange' | 'counted', readonly DeviceFacts[]>>,
): Promise<void> {
  const [fresh, strange, counted] = [new Set(done.fresh), new Set(done.strange), new Set(done.counted)];
  const all = [...new Set([...fresh, ...strange, ...counted])];
  if (all.length === 0) return;
  await tx.query(
    `UPDATE device d SET
       setup_at = CASE WHEN n.fresh AND d.time_zone IS NOT DISTINCT FROM n.time_zone
         AND d.remote_identification = n.remote_identification THEN clock_timestamp() ELSE d.setup_at END,
       existing_done = d.existing_done OR (n.strange AND d.existing = n.existing),
       counted_at = CASE WHEN n.counted THEN clock_timestamp() ELSE d.counted_at END,
       count_due = CASE WHEN n.fresh THEN NOT n.is_att ELSE d.count_due END
     FROM unnest($1::text[], $2::boolean[], $3::boolean[], $4::boolean[], $5::text[], $6::boolean[], $7::text[],
       $8::boolean[]) AS n (sn, fresh, strange, counted, time_zone, remote_identification, existing, is_att)
     WHERE d.sn = n.sn`,
    [
      all.map(({ sn }) => sn),
      all.map((facts) => fresh.has(facts)),
      all.map((facts) => strange.has(facts)),
      all.map((facts) => counted.has(facts)),
      all.map(({ device }) => device.timeZone),
      all.map(({ device }) => device.remoteIdentification),
      all.map(({ device }) => device.existing),
      all.map(isAtt),
    ],
  );
}

/** Why a device is read once it has done what `existing` says; null = it is not. Terminals have no levels to import. */
function dueAfter({ device: { existing, link } }: DeviceFacts, readsAll: boolean): DuePurpose | null {
  if (link === 'push-acc' && existing !== 'keep') return existing;
  return readsAll && link !== 'pull' ? 'keep' : null;
}

/** What a device is sent and asked after it has registered, before its rows and beside them. */
@Injectable()
export class DeviceSetupService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly commands: CommandService,
    private readonly counts: CountCheckService,
    private readonly imports: ImportService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** With one statement of a kind for all of these devices. The caller holds their locks. */
  async prepare(tx: EntityManager, all: readonly DeviceFacts[], now: Date): Promise<void> {
    const isNew = ({ device: { setupAt, registeredAt } }: DeviceFacts) =>
      setupAt === null || setupAt < (registeredAt ?? now);
    const fresh = all.filter(isNew);
    await this.afterRegistration(
      tx,
      fresh.filter((facts) => !isAtt(facts)),
      now,
    );
    const strange = all.filter(({ device }) => !device.existingDone);
    for (const facts of strange) await this.treatExisting(tx, facts);
    const counted = all.filter((facts) => !isAtt(facts) && (isNew(facts) || isCountDue(facts, now)));
    await this.count(tx, counted, now);
    await noteSetup(tx, { fresh, strange, counted });
  }

  /** Rows have to wait until the device has said whether it keeps several cards a user. */
  mayHaveRows({ device, dialect }: DeviceFacts): boolean {
    return !supports(dialect, severalCards) || device.multiCardOn !== null;
  }

  /** Commands that devices carried out: equal answers of many devices are noted with one statement. */
  async settledTogether(tx: EntityManager, ended: readonly Ended[]): Promise<void> {
    const isCards = ({ order }: Command) => order.type === 'setOptions' && order.options.MulCardUserFunOn === '1';
    await this.cardsSet(
      tx,
      ended.flatMap(({ command }) => (isCards(command) ? [command.sn] : [])),
      true,
    );
    for (const { command, end } of ended) if (!isCards(command)) await this.settled(tx, command, end);
  }

  async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const { order, sn } = command;
    if (order.type === 'count') await this.counts.counted(tx, command, end);
    if (order.type === 'query') await this.imports.queried(tx, command, end);
    if (order.type === 'setOptions') await this.optionsSet(tx, sn, order, end);
    if (order.type === 'clearTable' && end.status === 'done') await this.cleared(tx, sn, order.table);
    if (order.type === 'clearTable' && end.status !== 'done' && !(await isUnknown(tx, sn, end))) {
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
    await markTableUnknown(tx, sn, table, isTerminal && table === 'user');
    await forgetTable(tx, sn, table);
    if (table !== 'user') return;
    await tx.query('DELETE FROM device_user WHERE sn = $1', [sn]);
    if (isTerminal) await forgetOtherLinks(tx, sn);
  }

  private async afterRegistration(tx: EntityManager, panels: readonly DeviceFacts[], now: Date): Promise<void> {
    const orders = panels.flatMap((facts) => setupOrders(facts, now).map((order) => ({ sn: facts.sn, order })));
    await this.commands.queue(tx, syncOrigin, orders);
    // A change by an operator also requests the setup again. In that case the device has lost nothing.
    const registered = panels.filter(
      ({ device: { countedAt, registeredAt } }) => countedAt === null || (registeredAt && registeredAt > countedAt),
    );
    await this.counts.registered(
      tx,
      registered.map(({ sn }) => sn),
    );
  }

  private async treatExisting(tx: EntityManager, facts: DeviceFacts): Promise<void> {
    const { sn, device } = facts;
    if (device.existing === 'clear') {
      await this.forgetPersons(tx, sn);
      for (const table of clearedTables.filter((name) => hasTable(facts, name)))
        await this.run(tx, sn, { type: 'clearTable', table });
    }
    const due = dueAfter(facts, this.config.firstSurvey);
    if (due === null) await notDue(tx, sn);
    else await surveyDue(tx, [sn], due);
    if (device.existing === 'import' && due !== 'import') {
      // Templates come after the users: by then the persons exist to whom they belong.
      const questions = isAtt(facts)
        ? [...fetchOrders('users', device.options), ...attFetch('templates', device).orders]
        : [...fetchOrders('users', device.options), ...fetchOrders('templates', device.options)];
      for (const order of questions) await this.run(tx, sn, order);
    }
    this.log.info({ sn, existing: device.existing }, 'what the panel held already');
  }

  /** Clears a panel that is already served: all its rows of persons are sent again afterwards. */
  private async forgetPersons(tx: EntityManager, sn: string): Promise<void> {
    await this.commands.withdraw(tx, await markEverybodyUnknown(tx, sn));
  }

  /** After each registration, after a reset, and daily (docs/rules.md 3). */
  private async count(tx: EntityManager, panels: readonly DeviceFacts[], now: Date): Promise<void> {
    if (panels.length === 0) return;
    const sns = panels.map(({ sn }) => sn);
    const order = { type: 'count', table: 'user', ahead: true } as const;
    await this.commands.queue(
      tx,
      syncOrigin,
      sns.map((sn) => ({ sn, order })),
    );
    await tx.query(`DELETE FROM change WHERE kind = 'device' AND key = ANY($1) AND due_at > clock_timestamp()`, [sns]);
    await recordChange(tx, 'device', sns, new Date(now.getTime() + dayMs));
  }

  /** Only a device that accepted the setting gets several cards (docs/rules.md 3). */
  private async optionsSet(
    tx: EntityManager,
    sn: string,
    { options }: Extract<Order, { type: 'setOptions' }>,
    end: CommandEnd,
  ): Promise<void> {
    if (options.MulCardUserFunOn === '1') await this.cardsSet(tx, [sn], end.status === 'done');
  }

  private async cardsSet(tx: EntityManager, sns: readonly string[], accepted: boolean): Promise<void> {
    if (sns.length === 0) return;
    await tx.query('UPDATE device SET multi_card_on = $2 WHERE sn = ANY($1)', [sns, accepted]);
    if (accepted) await forgiveTable(tx, sns, 'mulcarduser');
    await recordChange(tx, 'device', sns);
    for (const sn of sns) notify(tx, 'device', sn);
  }

  private run(tx: EntityManager, sn: string, order: Order): Promise<number> {
    return this.commands.run(tx, sn, order, { origin: syncOrigin });
  }
}
