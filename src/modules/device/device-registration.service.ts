import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { markAllUnknown, markAllUnknownAndRelease, forgiveFailures } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { maskOptions } from '../../protocol/access-push/secrets.js';
import { isOtherFirmware } from './binding.js';
import { Device, type AlertCode, type DeviceLink } from './device.entity.js';
import { keptOptions, leftOut, mostOptions, mostOptionText } from './kept-options.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const registryCodeLength = 28;
const mostAlerts = 50;

/** Random characters [A-Za-z0-9]; some firmware keeps no others (docs/field-notes.md b). */
function newRegistryCode(): string {
  let code = '';
  while (code.length < registryCodeLength) {
    for (const byte of randomBytes(registryCodeLength)) {
      if (byte < 248 && code.length < registryCodeLength) code += alphabet.charAt(byte % alphabet.length);
    }
  }
  return code;
}

const option = (options: Readonly<Record<string, string>>, name: string) =>
  Object.entries(options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';

/** After a reset to factory settings a device no longer keeps several cards for each person, until it is set again. */
const forgotCards = (device: Device, options: Readonly<Record<string, string>>) =>
  device.multiCardOn === true && option(options, 'MulCardUserFunOn') === '0';

/**
 * Every registration gets a new session. If tokens are required, a session that the device has not used yet stays
 * valid: its answer may have been lost, and after two lost answers the device would have no valid token.
 */
function nextSession({ tokenMode, tokenForm, sessionId, previousSessionId }: Device) {
  if (tokenMode === 'enforce' && sessionId !== null && tokenForm !== 'session') return { sessionId, previousSessionId };
  return { sessionId: randomBytes(16).toString('hex'), previousSessionId: sessionId, tokenForm: null };
}

/** The business of a device that shows for the first time that it is an attendance terminal. */
function moduleOf({ registeredAt, module, moduleChosen }: Device): Device['module'] {
  return registeredAt === null && !moduleChosen && module === 'acc' ? 'att' : module;
}

/** Stores what a device reports about itself. */
@Injectable()
export class DeviceRegistrationService {
  constructor(private readonly commands: CommandService) {}

  /**
   * A device has registered, which it does at every power-up: its code stays, its session is new. A new MAC address or
   * firmware under the same serial number is recorded (docs/rules.md 3).
   */
  async register(tx: EntityManager, sn: string, options: Readonly<Record<string, string>>): Promise<Device> {
    const device = await tx.findOneOrFail(Device, { where: { sn }, lock: { mode: 'pessimistic_write' } });
    const told = maskOptions(options);
    const merged = keptOptions(device.options, told);
    const registered = {
      options: merged,
      type: option(merged, 'DeviceName') || device.type,
      registryCode: device.registryCode ?? newRegistryCode(),
      ...nextSession(device),
      registeredAt: new Date(),
      multiCardOn: forgotCards(device, options) ? null : device.multiCardOn,
    };
    await tx.update(Device, { sn }, registered);
    const macs = [option(device.options, 'MAC'), option(options, 'MAC')];
    if (macs[0] !== '' && macs[1] !== '' && macs[0] !== macs[1])
      await this.noteReset(tx, sn, 'its MAC address changed');
    // What the old firmware refused is tried again.
    if (isOtherFirmware(device.options, merged)) await forgiveFailures(tx, sn);
    const more = leftOut(device.options, told);
    if (more !== null) await this.alert(tx, sn, more);
    await this.changed(tx, sn);
    return Object.assign(device, registered);
  }

  /**
   * Stores the protocol that the device has shown. The ledger of the other link is kept, but marked as unknown. A
   * device with Attendance PUSH counts as registered, and becomes an attendance device unless an operator has chosen
   * otherwise.
   */
  async speaks(tx: EntityManager, sn: string, link: Exclude<DeviceLink, 'pull'>): Promise<void> {
    await lockDevice(tx, sn);
    const device = await tx.findOneOrFail(Device, { where: { sn }, lock: { mode: 'pessimistic_write' } });
    const { registeredAt, registryCode } = device;
    const isAtt = link === 'push-att';
    if (device.link !== link) await this.markHoldingsUnknown(tx, sn);
    if (device.link !== link && registeredAt !== null)
      await this.alert(tx, sn, `it speaks ${isAtt ? 'Attendance' : 'Access'} PUSH now: everything is sent again`);
    const changed = device.link === link ? {} : { link, syncedAs: null, countedAt: null };
    await tx.update(
      Device,
      { sn },
      isAtt
        ? { link, ...changed, registeredAt: registeredAt ?? new Date(), module: moduleOf(device) }
        : { link, ...changed, registeredAt: registryCode === null ? null : registeredAt },
    );
    await this.changed(tx, sn);
  }

  /** Each row that it held or was sent may be there or not; commands in the other protocol are cancelled. */
  private async markHoldingsUnknown(tx: EntityManager, sn: string): Promise<void> {
    await this.commands.withdraw(tx, await markAllUnknownAndRelease(tx, sn));
  }

  /** @param model as the device names it; '' if it does not */
  async named(tx: EntityManager, sn: string, model: string): Promise<Device> {
    if (model !== '') await tx.query('UPDATE device SET type = $2 WHERE sn = $1 AND type <> $2', [sn, model]);
    return tx.findOneByOrFail(Device, { sn });
  }

  /**
   * Options that the device reported later: they are added to those it registered with. Terminals tell of their firmware
   * in this way only.
   */
  async addOptions(tx: EntityManager, sn: string, options: Readonly<Record<string, string>>): Promise<void> {
    const told = maskOptions(options);
    const fitting = keptOptions({}, told);
    const [[changed]]: [{ before: Record<string, string>; isLarge: boolean }[], number] = await tx.query(
      `UPDATE device d SET options = o.options || $2::jsonb
       FROM (SELECT sn, options FROM device WHERE sn = $1 FOR UPDATE) o
       WHERE d.sn = o.sn AND NOT o.options @> $2::jsonb RETURNING o.options AS before,
         (SELECT count(*) > $3 OR sum(length(key) + length(value)) > $4 FROM jsonb_each_text(d.options)) AS "isLarge"`,
      [sn, JSON.stringify(fitting), mostOptions, mostOptionText],
    );
    if (!changed) return;
    if (changed.isLarge)
      await tx.query('UPDATE device SET options = $2 WHERE sn = $1', [
        sn,
        JSON.stringify(keptOptions(changed.before, told)),
      ]);
    const more = leftOut(changed.before, told);
    if (more !== null) await this.alert(tx, sn, more);
    if (isOtherFirmware(changed.before, { ...changed.before, ...options })) await forgiveFailures(tx, sn);
    await this.changed(tx, sn);
  }

  /**
   * Acts on a device that seems to have lost its data: the whole ledger becomes unknown, so that everything is sent
   * again, also what was sent after the registration, and the users are counted. The operator is told.
   */
  async noteReset(tx: EntityManager, sn: string, why: string): Promise<void> {
    await tx.query(
      `UPDATE device SET event_epoch = event_epoch + 1, multi_card_on = NULL, counted_at = NULL, setup_at = NULL
       WHERE sn = $1`,
      [sn],
    );
    await markAllUnknown(tx, sn);
    // Its reports about templates of our people are deleted, too.
    await tx.query('DELETE FROM device_template WHERE sn = $1 AND content IS NULL', [sn]);
    await this.alert(tx, sn, `${why}: what it holds is sent again`);
    await this.changed(tx, sn);
  }

  /**
   * Keeps a quirk that the device's own behaviour has shown. A value that is there already stays. Afterwards the
   * desired rows are computed again.
   */
  async learn(tx: EntityManager, sn: string, quirks: Readonly<Record<string, string>>): Promise<void> {
    const changed: [unknown[], number] = await tx.query(
      `UPDATE device SET quirks = $2::jsonb || quirks WHERE sn = $1 AND NOT quirks @> $2::jsonb RETURNING sn`,
      [sn, JSON.stringify(quirks)],
    );
    if (changed[1] > 0) await this.changed(tx, sn);
  }

  /**
   * Adds a line for the operator; the same line is not added twice in a row.
   * @param code the kind of alert, if it is also a warning
   */
  async alert(tx: EntityManager, sn: string, text: string, code?: AlertCode): Promise<void> {
    await tx.query(
      `UPDATE device SET alerts = (
         SELECT coalesce(jsonb_agg(a.alert ORDER BY a.place), '[]') FROM (
           SELECT alert, place FROM jsonb_array_elements(alerts || jsonb_build_array(
             jsonb_build_object('at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'text', $2::text)
           || CASE WHEN $3::text IS NULL THEN '{}' ELSE jsonb_build_object('code', $3::text) END))
           WITH ORDINALITY AS e (alert, place) ORDER BY place DESC LIMIT ${mostAlerts}) a)
       WHERE sn = $1 AND alerts->-1->>'text' IS DISTINCT FROM $2`,
      [sn, text, code ?? null],
    );
    notify(tx, 'device', sn);
  }

  private async changed(tx: EntityManager, sn: string): Promise<void> {
    await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
  }
}
