import type { Punch } from '../../../protocol/standalone/attendance.js';
import type { Finger } from '../../../protocol/standalone/templates.js';
import { emptyUser, type TerminalUser } from '../../../protocol/standalone/users.js';
import type { PanelJournal, StoredEvent } from '../journal.js';
import type { PanelMemory, PanelRow } from '../memory.js';
import type { TerminalData } from './data.js';

const noOne: ReadonlySet<string> = new Set(['', '0']);
/** Verifications that let a person in; other events are no punches. */
const lastPassage = 19;
const done = 0;

/** What only this protocol has about a user: the place, and whether and when they may pass. */
type Own = Pick<TerminalUser, 'uid' | 'group' | 'ownTimeZones' | 'timeZones'> & { readonly disabled: boolean };

interface Panel {
  readonly memory: PanelMemory;
  readonly journal: PanelJournal;
}

/** Ways to verify in the numbers of this protocol. */
const verifyOf: Readonly<Record<string, number>> = { '3': 0, '4': 2 };

/** People and events of a terminal that pushes, as its port 4370 shows them. */
export class PanelData implements TerminalData {
  private readonly own = new Map<string, Own>();
  /** Events up to this number were cleared over this protocol; the other one has its own record of what it has sent. */
  private clearedTo = 0;

  constructor(private readonly panel: Panel) {}

  users(): readonly TerminalUser[] {
    return this.panel.memory.rows('user').map((row) => this.user(row));
  }

  setUser(user: TerminalUser): boolean {
    const { uid, group, ownTimeZones, timeZones, privilege } = user;
    const row = {
      pin: user.userId,
      name: user.name,
      password: user.password,
      cardno: user.card === 0 ? '' : String(user.card),
      group: String(group),
      privilege: String(privilege & ~1),
    };
    if (this.panel.memory.update('user', [new Map(Object.entries(row))]) !== done) return false;
    this.own.set(user.userId, { uid, group, ownTimeZones, timeZones, disabled: (privilege & 1) === 1 });
    return true;
  }

  deleteUser(uid: number): boolean {
    const user = this.byUid(uid);
    if (!user) return false;
    this.own.delete(user.userId);
    return this.panel.memory.delete('user', [new Map([['pin', user.userId]])]) === done;
  }

  fingers(): readonly Finger[] {
    return this.panel.memory.rows('templatev10').map((row) => ({
      uid: this.placeOf(row.get('pin') ?? '').uid,
      finger: Number(row.get('fingerid') ?? 0),
      flag: Number(row.get('valid') ?? 1),
      template: Buffer.from(row.get('template') ?? '', 'base64'),
    }));
  }

  setFinger({ uid, finger, flag, template }: Finger): void {
    const user = this.byUid(uid);
    if (!user) return;
    const row = {
      pin: user.userId,
      fingerid: String(finger),
      valid: String(flag),
      template: template.toString('base64'),
    };
    this.panel.memory.update('templatev10', [new Map(Object.entries(row))]);
  }

  deleteFinger(uid: number, finger: number): boolean {
    const there = this.fingers().some((one) => one.uid === uid && one.finger === finger);
    const pin = this.byUid(uid)?.userId;
    if (!there || pin === undefined) return false;
    const place = new Map([
      ['pin', pin],
      ['fingerid', String(finger)],
    ]);
    return this.panel.memory.delete('templatev10', [place]) === done;
  }

  punches(): readonly Punch[] {
    return this.panel.journal.stored.flatMap((event) => {
      const punch = event.index > this.clearedTo ? this.punchOf(event) : null;
      return punch === null ? [] : [punch];
    });
  }

  clearPunches(): void {
    this.clearedTo = this.panel.journal.stored.at(-1)?.index ?? this.clearedTo;
  }

  clearUsers(): void {
    this.own.clear();
    this.panel.memory.delete('templatev10', '*');
    this.panel.memory.delete('user', '*');
  }

  /** Null for an event that is no punch. */
  punchOf({ event, pin = '', time, inOut = 0, verifyType = 1 }: StoredEvent): Punch | null {
    if (event > lastPassage || noOne.has(pin)) return null;
    const verify = verifyOf[String(verifyType)] ?? (Number(verifyType) || 1);
    return {
      uid: this.placeOf(pin).uid,
      userId: pin,
      time,
      verify: verify & 0xff,
      state: inOut === 1 ? 1 : 0,
      workCode: 0,
    };
  }

  private user(row: PanelRow): TerminalUser {
    const pin = row.get('pin') ?? '';
    const { disabled, ...own } = this.placeOf(pin);
    const card = Number(row.get('cardno') ?? 0);
    return {
      ...emptyUser,
      ...own,
      userId: pin,
      name: row.get('name') ?? '',
      password: (row.get('password') ?? '').slice(0, 8),
      card: Number.isInteger(card) && card <= 0xffff_ffff ? card : 0,
      privilege: (Number(row.get('privilege') ?? 0) & 0xe) | (disabled ? 1 : 0),
    };
  }

  /** The same place for the same person. */
  private placeOf(pin: string): Own {
    const known = this.own.get(pin);
    if (known) return known;
    const highest = Math.max(0, ...[...this.own.values()].map(({ uid }) => uid));
    const made: Own = { uid: highest + 1, group: 1, ownTimeZones: false, timeZones: [0, 0, 0], disabled: false };
    this.own.set(pin, made);
    return made;
  }

  private byUid(uid: number): TerminalUser | undefined {
    return this.users().find((user) => user.uid === uid);
  }
}
