import { harmless } from '../../protocol/access-push/field.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { encodeTimeZone, type Week } from '../../protocol/standalone/access.js';
import { isDisabled, type TerminalUser } from '../../protocol/standalone/users.js';
import type { Control } from './client/control.js';
import type { People } from './client/people.js';
import { isPullError, PullError } from './client/pull-error.js';
import { removeFingers } from './finger-removal.js';
import { isBarredFrom, isDeleted, isSoOfAll, isWrittenOver, zonesLost, type Owed } from './owed.js';
import { isOpenSomeDay, slotsOf, weekOf, zonesOfAUser } from './time-zone-slots.js';
import { UserList } from './user-list.js';

const noSuchUser = 4991;
const disabledBit = 1;
/** A count of users that stays the same does not show whether one user replaced another. */
const knownForMs = 60_000;
/** Nobody deletes a user at the menu and adds another one in this time. */
const provenForMs = 2_000;

type Row = Readonly<Record<string, unknown>>;
type Periods = Parameters<typeof weekOf>[0];

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/**
 * The people of a terminal, in the terms of desired rows. A user stays disabled until their rights are set, so that at
 * no moment they can pass at any time. The rights are in the same record.
 */
export class UserTable {
  private known: UserList | null = null;
  private listed: readonly TerminalUser[] = [];
  private knownAt = 0;
  private isDoubtful = false;
  /** Read in this order, or at the end of the one just before it. */
  private isProven = false;
  private provenAt = -Infinity;
  /** What must be true of users when they are read again, by their numbers. */
  private readonly owed = new Map<string, Owed>();

  constructor(
    private readonly people: People,
    private readonly control: Control,
  ) {}

  async size(): Promise<number> {
    return (await this.users()).size;
  }

  /** What is not in the row stays: whether and when the user may pass. */
  async write(row: Row): Promise<void> {
    const pin = text(row.pin);
    const there = (await this.users()).find(pin) && (await this.oneRecordOf(pin));
    const card = text(row.cardNo);
    const barred = there === undefined || isDisabled(there) || row.disable === true;
    const user = await this.people.set(
      {
        userId: pin,
        name: harmless(text(row.name)),
        password: text(row.password),
        card: card === '' ? 0 : Number(card),
        privilege: (Number(row.privilege ?? 0) & ~disabledBit) | (barred ? disabledBit : 0),
        group: Math.min(99, Math.max(1, Number(row.group ?? 1) || 1)),
      },
      (await this.users()).all(),
    );
    (await this.users()).put(user);
    if (there) this.owed.set(pin, isWrittenOver(there, user));
  }

  /** @throws PullError refused if there is no such user or no room for another zone */
  async allow(pin: string, timeZoneId: number): Promise<void> {
    const user = await this.existing(pin);
    const wanted = await this.openSlots(timeZoneId);
    const others = user.timeZones.filter((slot) => slot > 0 && !slotsOf(timeZoneId).includes(slot));
    await this.rewrite(user, [...others, ...wanted], false);
  }

  async forbid(pin: string): Promise<void> {
    const user = await this.oneRecordOf(pin);
    if (user) await this.rewrite(user, [], true);
  }

  async forbidAll(): Promise<void> {
    for (const user of (await this.proven()).all()) await this.rewrite(user, [], true);
  }

  async remove(pin: string): Promise<void> {
    const user = await this.oneRecordOf(pin);
    if (!user) return;
    await this.delete(user);
    this.owed.set(user.userId, isDeleted);
  }

  private async delete(user: TerminalUser): Promise<void> {
    try {
      await this.people.delete(user.uid, user.userId);
    } catch (error) {
      // If the terminal keeps the zone, the zone should at least open nothing.
      if (isPullError(error, 'refused', 'notSupported')) {
        await this.rewrite({ ...user, card: 0, password: '' }, [], true);
      }
      throw error;
    }
    (await this.users()).drop(user);
  }

  /**
   * Reads once more what an order has taken from users, if it took anything.
   * @throws PullError refused if the terminal said yes and a user still has it
   */
  async confirm(): Promise<void> {
    if (this.owed.size === 0) return;
    const owed = [...this.owed];
    this.owed.clear();
    this.known = null;
    await this.users();
    this.provenAt = steadyMs();
    const kept = owed.find(([pin, isSo]) => !isSoOfAll(this.listed, pin, isSo));
    if (kept) throw new PullError('refused', `user ${kept[0]} is on the terminal as before, although it said yes`);
  }

  async clear(): Promise<void> {
    for (const { userId } of (await this.proven()).all()) await this.remove(userId);
  }

  /** A zone of ours with its users: with another number of periods they need other zones of the terminal. */
  async setZone(timeZoneId: number, periods: Periods): Promise<void> {
    const slots = slotsOf(timeZoneId);
    for (const [place, slot] of slots.entries()) await this.writeZone(slot, weekOf(periods, place));
    if (slots.length === 1) return;
    const open = slots.filter((_, place) => isOpenSomeDay(weekOf(periods, place)));
    for (const user of (await this.users()).all()) {
      if (!user.timeZones.some((slot) => slots.includes(slot))) continue;
      const others = user.timeZones.filter((slot) => slot > 0 && !slots.includes(slot));
      await this.rewrite(user, [...others, ...(open.length > 0 ? open : slots.slice(0, 1))], isDisabled(user));
    }
  }

  async closeZone(timeZoneId: number): Promise<void> {
    for (const slot of slotsOf(timeZoneId)) await this.writeZone(slot, []);
  }

  /** @throws PullError refused if the terminal said yes and lets people pass at other times */
  private async writeZone(slot: number, week: Week): Promise<void> {
    await this.control.setTimeZone(slot, week);
    const told = await this.zoneAt(slot);
    if (told && !encodeTimeZone(slot, told).equals(encodeTimeZone(slot, week)))
      throw new PullError('refused', `its time zone ${slot} is as before, although it said yes`);
  }

  /** Null if the terminal does not tell its time zones. */
  private async zoneAt(slot: number): Promise<Week | null> {
    try {
      return (await this.control.timeZone(slot))?.week ?? null;
    } catch (error) {
      if (!isPullError(error, 'refused', 'notSupported')) throw error;
      return null;
    }
  }

  async writeFinger(pin: string, finger: number, flag: number, template: Buffer): Promise<void> {
    const user = await this.existing(pin);
    await this.people.writeFinger({ uid: user.uid, finger, flag, template });
  }

  /**
   * @param finger null = all of them
   * @param given those of them that the terminal was given
   */
  async removeFinger(pin: string, finger: number | null, given: readonly number[]): Promise<void> {
    const user = await this.oneRecordOf(pin);
    if (user) await removeFingers(this.people, user, finger, given);
  }

  /** Users in the form of the other protocol. */
  async userRows(): Promise<string[]> {
    this.known = null;
    return (await this.users()).all().map(({ userId, name, card, privilege, password, group }) =>
      fields({
        cardno: card === 0 ? '' : String(card),
        pin: userId,
        password,
        group,
        name,
        privilege: privilege & ~disabledBit,
      }),
    );
  }

  async fingerRows(): Promise<string[]> {
    const users = await this.users();
    const fingers = await this.people.fingers();
    return fingers.flatMap(({ uid, finger, flag, template }) => {
      const pin = users.at(uid)?.userId;
      return pin === undefined ? [] : [fingerRow(pin, finger, flag, template)];
    });
  }

  /** Somebody may have used the terminal's menu: it is read again. */
  forget(): void {
    this.known = null;
  }

  /**
   * Time has passed, and somebody may have used the terminal's menu. Users are read again if the list is old or their
   * number differs.
   */
  newOrder(): void {
    this.owed.clear();
    this.isDoubtful = true;
    this.isProven = steadyMs() - this.provenAt < provenForMs;
  }

  /** The user at a place in the terminal's table; the place alone if no user is there. */
  async userIdOf(uid: number): Promise<string> {
    return (await this.users()).at(uid)?.userId ?? String(uid);
  }

  find(pin: string): Promise<TerminalUser> {
    return this.existing(pin);
  }

  /**
   * From whom something is taken: also one whose number the terminal gives back otherwise than it was written. Who stands
   * in the list twice stands there once after this.
   */
  private async oneRecordOf(pin: string): Promise<TerminalUser | undefined> {
    const users = await this.proven();
    const user = users.find(pin) ?? users.find(this.people.idOf(pin));
    if (user) for (const other of users.othersOf(user)) await this.delete(other);
    return user;
  }

  /** Before somebody's record is taken away or written over, the list says whose it is now. */
  private async proven(): Promise<UserList> {
    if (!this.isProven) this.known = null;
    return this.users();
  }

  private async users(): Promise<UserList> {
    if (this.known && this.isDoubtful && !(await this.isUpToDate(this.known))) this.known = null;
    this.isDoubtful = false;
    if (this.known) return this.known;
    this.listed = await this.people.list();
    this.known = new UserList(this.listed);
    this.knownAt = Date.now();
    this.isProven = true;
    return this.known;
  }

  private async isUpToDate(known: UserList): Promise<boolean> {
    return Date.now() - this.knownAt < knownForMs && (await this.people.count()) === known.size;
  }

  private async existing(pin: string): Promise<TerminalUser> {
    const user = (await this.users()).find(pin);
    if (!user) throw new PullError('refused', `it has no user ${pin}`, noSuchUser);
    return user;
  }

  /** Of three places for a zone, those in which somebody may pass on some day. */
  private async openSlots(timeZoneId: number): Promise<readonly number[]> {
    const slots = slotsOf(timeZoneId);
    if (slots.length === 1) return slots;
    const open: number[] = [];
    for (const slot of slots) {
      const zone = await this.control.timeZone(slot);
      if (zone && isOpenSomeDay(zone.week)) open.push(slot);
    }
    // A closed zone is needed, too: a user without a zone of their own has the zone of their group.
    return open.length > 0 ? open : slots.slice(0, 1);
  }

  private async rewrite(user: TerminalUser, slots: readonly number[], barred: boolean): Promise<void> {
    if (slots.length > zonesOfAUser) {
      throw new RangeError(
        `user ${user.userId} would need ${slots.length} time zones, the terminal has ${zonesOfAUser}`,
      );
    }
    const [first = 0, second = 0, third = 0] = slots;
    const changed: TerminalUser = {
      ...user,
      privilege: barred ? user.privilege | disabledBit : user.privilege & ~disabledBit,
      ownTimeZones: slots.length > 0,
      timeZones: [first, second, third],
    };
    await this.people.write(changed);
    (await this.users()).put(changed);
    const lost = zonesLost(user, changed);
    if (barred || lost.length > 0) this.owed.set(user.userId, isBarredFrom(lost, changed));
  }
}

const fields = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${String(value).replace(/[\t\r\n]/g, ' ')}`)
    .join('\t');

export const fingerRow = (pin: string, finger: number, flag: number, template: Buffer): string =>
  fields({ size: template.length, pin, fingerid: finger, valid: flag, template: template.toString('base64') });
