import type { TerminalUser } from '../../protocol/standalone/users.js';

/** The users of a terminal as it listed them, with what was written to it since. */
export class UserList {
  private readonly byUid: Map<number, TerminalUser>;
  private readonly uids: Map<string, number>;

  constructor(listed: readonly TerminalUser[]) {
    this.byUid = new Map(listed.map((user) => [user.uid, user]));
    this.uids = new Map(listed.map(({ userId, uid }) => [userId, uid]));
  }

  /** Of records, as the terminal counts them. */
  get size(): number {
    return this.byUid.size;
  }

  all(): TerminalUser[] {
    return [...this.byUid.values()];
  }

  at(uid: number): TerminalUser | undefined {
    return this.byUid.get(uid);
  }

  find(pin: string): TerminalUser | undefined {
    const uid = this.uids.get(pin);
    return uid === undefined ? undefined : this.byUid.get(uid);
  }

  /** A number may stand in the list twice, after changes at the menu: either record opens doors. */
  othersOf({ userId, uid }: TerminalUser): TerminalUser[] {
    return this.all().filter((other) => other.userId === userId && other.uid !== uid);
  }

  put(user: TerminalUser): void {
    this.byUid.set(user.uid, user);
    if (!this.find(user.userId)) this.uids.set(user.userId, user.uid);
  }

  drop({ uid, userId }: TerminalUser): void {
    this.byUid.delete(uid);
    if (this.uids.get(userId) !== uid) return;
    const other = this.all().find((user) => user.userId === userId);
    if (other) this.uids.set(userId, other.uid);
    else this.uids.delete(userId);
  }
}
