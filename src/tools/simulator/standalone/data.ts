import type { Punch } from '../../../protocol/standalone/attendance.js';
import type { Operation } from '../../../protocol/standalone/oplog.js';
import type { Finger } from '../../../protocol/standalone/templates.js';
import type { TerminalUser } from '../../../protocol/standalone/users.js';

/** The data of a terminal; a terminal that also pushes has one store for both protocols. */
export interface TerminalData {
  users(): readonly TerminalUser[];
  /** @returns false if there is no room */
  setUser(user: TerminalUser): boolean;
  deleteUser(uid: number): boolean;
  fingers(): readonly Finger[];
  setFinger(finger: Finger): void;
  deleteFinger(uid: number, finger: number): boolean;
  punches(): readonly Punch[];
  clearPunches(): void;
  clearUsers(): void;
}

/** A terminal that speaks no other protocol. */
export class OwnData implements TerminalData {
  private readonly byUid = new Map<number, TerminalUser>();
  private readonly fingersByPlace = new Map<string, Finger>();
  private log: Punch[] = [];

  constructor(private readonly maxUsers = 10_000) {}

  users(): readonly TerminalUser[] {
    return [...this.byUid.values()];
  }

  setUser(user: TerminalUser): boolean {
    if (!this.byUid.has(user.uid) && this.byUid.size >= this.maxUsers) return false;
    this.byUid.set(user.uid, user);
    return true;
  }

  deleteUser(uid: number): boolean {
    return this.byUid.delete(uid);
  }

  fingers(): readonly Finger[] {
    return [...this.fingersByPlace.values()];
  }

  setFinger(finger: Finger): void {
    this.fingersByPlace.set(`${finger.uid} ${finger.finger}`, finger);
  }

  deleteFinger(uid: number, finger: number): boolean {
    return this.fingersByPlace.delete(`${uid} ${finger}`);
  }

  punches(): readonly Punch[] {
    return this.log;
  }

  clearPunches(): void {
    this.log = [];
  }

  clearUsers(): void {
    this.byUid.clear();
    this.fingersByPlace.clear();
  }

  record(punch: Punch): void {
    this.log.push(punch);
  }

  /** As if it had always been there. */
  load(punches: readonly Punch[]): void {
    this.log = this.log.concat(punches);
  }
}

/** Everything except people and punches. */
export class TerminalState {
  disabled = false;
  /** Seconds that a lock was opened for, in the terminal's own unit, oldest first. */
  readonly unlocked: number[] = [];
  readonly said: number[] = [];
  readonly screen = new Map<number, string>();
  readonly options: Map<string, string>;
  readonly operations: Operation[] = [];
  readonly timeZones = new Map<number, Buffer>();
  readonly groups = new Map<number, Buffer>();
  readonly combinations = new Map<number, Buffer>();
  readonly userTimeZones = new Map<number, Buffer>();
  readonly verifyStyles = new Map<number, Buffer>();
  readonly photos = new Map<string, Buffer>();
  /** Pictures of people who punched, by the time at the beginning of their names: `20240131080000-7.jpg`. */
  readonly attPhotos = new Map<string, Buffer>();
  readonly faces = new Map<string, Buffer>();
  /** Seconds by which the clock is wrong. */
  clockMs = 0;
  restarts = 0;
  /** How an enrolment ends: 0 success, 5 exists already, other numbers are failures; null = nobody comes. */
  enrolResult: number | null = 0;

  constructor(options: Readonly<Record<string, string>>) {
    this.options = new Map(Object.entries(options));
  }
}
