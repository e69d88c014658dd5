import { tableRequests } from '../../../protocol/standalone/bulk.js';
import { commands, isAbsent, isUnsupported, replies } from '../../../protocol/standalone/codes.js';
import { recordsOf } from '../../../protocol/standalone/bulk.js';
import {
  encodeUsersAndFingers,
  encodeFinger,
  faceRequest,
  decodeFingers,
  fingerPlace,
  fingerPlaceById,
  mostFingers,
  photoRequest,
  readSingleTemplate,
  saveTemplates,
  templateWrite,
  type Finger,
  type UserWithFingers,
} from '../../../protocol/standalone/templates.js';
import {
  decodeUsers,
  emptyUser,
  encodeUser,
  idIn,
  pickUserWidth,
  templatePlaces,
  type TerminalUser,
  type UserWidth,
} from '../../../protocol/standalone/users.js';
import { isPullError, PullError, refused } from './pull-error.js';
import { readWhole } from './whole-table.js';
import type { Terminal } from './terminal.js';
import { freeUid, placeFor, type UserChange } from './user-places.js';

const longWait = { timeoutMs: 30_000 } as const;
const uploadBytes = 1024;
const fingersOfAPerson = 10;
/** Places in a terminal's user table have 16 bits. */
const mostRows = 0x1_00_00;

/** One thing of a person; refused: perhaps because there is none; unknown: the terminal does not know the command. */
type Fetched = Buffer | 'none' | 'refused' | 'unknown';

const bytesOf = (found: Fetched): Buffer | null => (Buffer.isBuffer(found) ? found : null);

/** Users, fingers, faces and photos of a terminal. */
export class People {
  private width: UserWidth | null;
  /** Places in the table that hold no users, and are not free. */
  private occupied: readonly number[] = [];

  constructor(private readonly terminal: Terminal) {
    this.width = terminal.settings.userWidth ?? null;
  }

  async list(): Promise<TerminalUser[]> {
    const { users: count } = await this.terminal.sizes(['users']);
    const { records, missing } = recordsOf(await readWhole(this.terminal, tableRequests.users));
    // A user who is not in the list counts as gone, so a part of the list must not be taken for all of it.
    if (missing > 0) throw new PullError('protocol', `${missing} bytes of the users did not come`);
    if (records.length === 0) {
      this.refuseNothing(count);
      return [];
    }
    const width = this.terminal.settings.userWidth ?? pickUserWidth(records, count);
    if (width === null) {
      throw new PullError(
        'protocol',
        `users of a layout that is not known: ${records.length} bytes, ${count ?? '?'} users`,
      );
    }
    const rows = Math.floor(records.length / width);
    if (rows > mostRows) throw new PullError('protocol', `the terminal gave ${rows} users`);
    if (count !== null && rows < count) throw tooFew(count, rows);
    this.width = width;
    this.occupied = templatePlaces(records, width);
    return decodeUsers(records, width, this.terminal.settings.encoding);
  }

  /** A terminal that is busy refuses to count and to give them: its users would count as gone. */
  private refuseNothing(count: number | null): void {
    if (count) throw tooFew(count, 0);
    if (count === null && this.terminal.hasCounted)
      throw new PullError('protocol', 'the terminal gives no users, and does not say any more how many it has');
  }

  /** The number of a user as the terminal gives it back. */
  idOf(userId: string): string {
    return this.width === null ? userId : idIn(userId, this.width);
  }

  /** The number that the terminal counts; null if it does not count. */
  async count(): Promise<number | null> {
    return (await this.terminal.sizes(['users'])).users;
  }

  async find(userId: string): Promise<TerminalUser | null> {
    return (await this.list()).find((user) => user.userId === userId) ?? null;
  }

  /** Adds a user or changes one; values that are left out stay. @returns the user as the terminal holds it now */
  async set(change: UserChange, known?: readonly TerminalUser[]): Promise<TerminalUser> {
    const users = known ?? (await this.list());
    const there = users.find(({ userId }) => userId === change.userId);
    const wanted = placeFor(users, change, there);
    if (wanted !== null && this.occupied.includes(wanted)) {
      throw new RangeError(`uid ${wanted} cannot be that of ${change.userId}: a fingerprint has that place`);
    }
    const taken = [...users.map(({ uid }) => uid), ...this.occupied];
    const user = { ...emptyUser, ...there, ...change, uid: wanted ?? freeUid(taken, change.userId, this.width) };
    await this.write(user);
    return user;
  }

  /** @throws PullError; RangeError if a value does not fit into the terminal's record */
  async write(user: TerminalUser): Promise<void> {
    const width = this.width ?? (await this.usualWidth());
    const record = encodeUser(user, width, this.terminal.settings.encoding);
    await this.terminal.session.demand(`user ${user.userId}`, commands.USER_WRQ, record, { resend: 3 });
    await this.terminal.refresh();
  }

  /**
   * Fingers are deleted first, because no firmware promises that they are deleted with the user: the next user at this
   * place would inherit them. An error may mean that there is no such user, and some firmware says yes and keeps the
   * user. So the result is whether the user, or a finger that it refused to delete, is still there.
   */
  async delete(uid: number, userId?: string): Promise<void> {
    const { users: before, fingers } = await this.terminal.sizes(['users', 'fingers']);
    await this.deleteFingers(uid, fingers !== 0, userId);
    const { command } = await this.terminal.session.ask(commands.DELETE_USER, uidBytes(uid));
    if (command !== replies.ACK_OK && !isGone(command)) throw refused(`user ${uid}`, command);
    await this.terminal.refresh();
    const { users: after } = await this.terminal.sizes(['users']);
    if (command === replies.ACK_OK && before && after !== null && after < before) return;
    if ((await this.list()).some((user) => user.uid === uid)) {
      throw new PullError('refused', `user ${uid} is still there after it was deleted`, command);
    }
  }

  async clearAdministrators(): Promise<void> {
    await this.terminal.session.demand('the administrators', commands.CLEAR_ADMIN);
    await this.terminal.refresh();
  }

  /** A list that was cut off, or not given, is refused, because a missing finger would count as deleted. */
  async fingers(): Promise<Finger[]> {
    const count = await this.fingerCount();
    const { records, missing } = recordsOf(await readWhole(this.terminal, tableRequests.fingers));
    if (missing > 0) throw new PullError('protocol', `${missing} bytes of the fingers did not come`);
    const fingers = decodeFingers(records);
    if (fingers.length > mostFingers) throw new PullError('protocol', `more than ${mostFingers} fingers`);
    const mayHaveSome = count === null ? this.terminal.hasCounted : count > 0;
    if (fingers.length === 0 && mayHaveSome)
      throw new PullError('refused', `the terminal counts ${count ?? 'no'} fingers and gave none`);
    return fingers;
  }

  /** The number that the terminal counts; null if it does not count. */
  async fingerCount(): Promise<number | null> {
    return (await this.terminal.sizes(['fingers'])).fingers;
  }

  /** One template, null if there is none. */
  async finger(uid: number, finger: number): Promise<Buffer | null> {
    const found = await this.fetchFinger(uid, finger);
    return Buffer.isBuffer(found) ? readSingleTemplate(found) : null;
  }

  /** Null if it only refuses to give it: that may mean that there is none, or that it is busy. */
  async holdsFinger(uid: number, finger: number): Promise<boolean | null> {
    const found = await this.fetchFinger(uid, finger);
    return Buffer.isBuffer(found) ? true : found === 'none' ? false : null;
  }

  private async fetchFinger(uid: number, finger: number): Promise<Fetched> {
    const place = fingerPlace(uid, finger);
    const found = await this.fetch(commands.GET_USERTEMP, place);
    return found === 'unknown' ? this.fetch(commands.USERTEMP_RRQ, place) : found;
  }

  /** By the present command, or by that of old firmware if the terminal does not know the present one. */
  async writeFinger(finger: Finger): Promise<void> {
    const { terminal } = this;
    await this.deleteFinger(finger.uid, finger.finger);
    try {
      await upload(terminal, finger.template);
      await terminal.session.demand('the template', commands.TMP_WRITE, templateWrite(finger), longWait);
    } catch (error) {
      if (!isPullError(error, 'notSupported', 'refused')) throw error;
      await terminal.session.demand('the template', commands.USERTEMP_WRQ, encodeFinger(finger), longWait);
    } finally {
      if (terminal.session.isOpen) await terminal.session.read(commands.FREE_DATA);
    }
    await terminal.refresh();
  }

  /** Writes users and their fingers together, if the firmware can do this. */
  async writeAll(people: readonly UserWithFingers[]): Promise<void> {
    const { terminal } = this;
    const width = this.width ?? (await this.usualWidth());
    try {
      await upload(terminal, encodeUsersAndFingers(people, width, terminal.settings.encoding));
      await terminal.session.demand('users and templates', commands.SAVE_USERTEMPS, saveTemplates, longWait);
    } finally {
      if (terminal.session.isOpen) await terminal.session.read(commands.FREE_DATA);
    }
    await terminal.refresh();
  }

  /** @returns false if there was none */
  async deleteFinger(uid: number, finger: number, userId?: string): Promise<boolean> {
    if ((await this.askToDelete(uid, finger)) === replies.ACK_OK) return true;
    if (userId === undefined) return false;
    const other = await this.terminal.session.ask(commands.DEL_USER_TEMP, fingerPlaceById(userId, finger));
    return other.command === replies.ACK_OK;
  }

  /** Deleted one by one: on some firmware the number for "all of them" means finger 0. */
  private async deleteFingers(uid: number, mayHaveSome: boolean, userId?: string): Promise<void> {
    for (let finger = 0; finger < fingersOfAPerson; finger++) {
      const reply = await this.askToDelete(uid, finger);
      if (!mayHaveSome || reply === replies.ACK_OK || isAbsent(reply) || isUnsupported(reply)) continue;
      if ((await this.holdsFinger(uid, finger)) !== true || (await this.deleteFinger(uid, finger, userId))) continue;
      throw new PullError('refused', `finger ${finger} of user ${uid} cannot be deleted`, reply);
    }
  }

  private async askToDelete(uid: number, finger: number): Promise<number> {
    return (await this.terminal.session.ask(commands.DELETE_USERTEMP, fingerPlace(uid, finger))).command;
  }

  /** All faces of a person in the terminal's own packing, null if there is none. */
  async face(userId: string): Promise<Buffer | null> {
    const found = await this.fetch(commands.GET_USERFACE, faceRequest(userId));
    if (found === 'unknown') throw new PullError('notSupported', 'the terminal does not give faces on this port');
    return bytesOf(found);
  }

  /** Faces of all users who have any. @throws PullError notSupported if the terminal knows no faces */
  async faces(): Promise<{ readonly uid: number; readonly userId: string; readonly face: Buffer }[]> {
    if ((await this.terminal.option('FaceFunOn')) !== '1') {
      throw new PullError('notSupported', 'the terminal knows no faces');
    }
    const found = [];
    for (const { uid, userId } of await this.list()) {
      const face = await this.face(userId);
      if (face) found.push({ uid, userId, face });
    }
    return found;
  }

  /** The photo of a person, a JPEG; null if there is none. */
  async photo(userId: string): Promise<Buffer | null> {
    const found = await this.fetch(commands.DOWNLOAD_USERPHOTO, photoRequest(userId));
    if (found === 'unknown') throw new PullError('notSupported', 'the terminal does not give photos on this port');
    return bytesOf(found);
  }

  private async fetch(command: number, data: Buffer): Promise<Fetched> {
    try {
      const bytes = await this.terminal.reader().fetch(command, data);
      return bytes.length > 0 ? bytes : 'none';
    } catch (error) {
      if (isPullError(error, 'notSupported')) return 'unknown';
      if (isPullError(error, 'refused') && isGone(error.code ?? 0))
        return isAbsent(error.code ?? 0) ? 'none' : 'refused';
      throw error;
    }
  }

  /** The record size for a terminal without users: records are long if it speaks TCP. */
  private async usualWidth(): Promise<UserWidth> {
    await this.list();
    this.width ??= this.terminal.session.transport.kind === 'tcp' ? 72 : 28;
    return this.width;
  }
}

const tooFew = (count: number, given: number) =>
  new PullError('protocol', `the terminal counts ${count} users and gave ${given}`);

const isGone = (code: number) => code === replies.ACK_ERROR || isAbsent(code);

function uidBytes(uid: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(uid);
  return bytes;
}

/** Writes into the terminal's buffer; the command that follows says what the bytes are. */
async function upload({ session }: Terminal, bytes: Buffer): Promise<void> {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  await session.read(commands.FREE_DATA);
  await session.demand('room for an upload', commands.PREPARE_DATA, size);
  for (let at = 0; at < bytes.length; at += uploadBytes) {
    await session.demand('an upload', commands.DATA, bytes.subarray(at, at + uploadBytes));
  }
}
