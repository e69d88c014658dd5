/** One pulse (or hold) of a lock or auxiliary output; `seconds` is 'hold' for normally open and 0 for switched off. */
export interface Opening {
  readonly door: number;
  readonly seconds: number | 'hold';
  /** The panel's own wall clock. */
  readonly at: string;
}

interface Door {
  open: boolean;
  locked: boolean;
  scheduleOn: boolean;
  alarm: number;
}

/** Locks, sensors and alarms of a panel, as its state upload shows them. */
export class PanelDoors {
  readonly opened: Opening[] = [];
  readonly auxOpened: Opening[] = [];
  private readonly doors: Door[];

  constructor(
    readonly count: number,
    private readonly sensors = true,
    /** The width of relay and alarm if it does not depend on the number of doors. */
    private readonly widths: { readonly relay: number; readonly alarm: number } | null = null,
  ) {
    this.doors = Array.from({ length: count }, () => ({ open: false, locked: false, scheduleOn: true, alarm: 0 }));
  }

  /** The doors that an operand of CONTROL DEVICE means: 0 all, otherwise one; none if it does not exist. */
  meant(operand: number): number[] {
    const all = this.doors.map((_, index) => index + 1);
    return operand === 0 ? all : all.filter((door) => door === operand);
  }

  /** Pulses the lock. */
  open(door: number, seconds: number | 'hold', at: string): void {
    this.opened.push({ door, seconds, at });
    this.change(door, { open: true });
  }

  /** The lock closes; also at the end of a pulse. */
  close(door: number): void {
    this.change(door, { open: false });
  }

  lock(door: number, locked: boolean): void {
    this.change(door, { locked });
  }

  isLocked(door: number): boolean {
    return this.doors[door - 1]?.locked ?? false;
  }

  isOpen(door: number): boolean {
    return this.doors[door - 1]?.open ?? false;
  }

  isScheduleOn(door: number): boolean {
    return this.doors[door - 1]?.scheduleOn ?? false;
  }

  schedule(door: number, scheduleOn: boolean): void {
    this.change(door, { scheduleOn });
  }

  /** Bits of Access PUSH 7.3, from the lowest: forced, tamper, duress password, duress finger, timeout, mains, battery, reader. */
  alarm(door: number, bits: number): void {
    this.change(door, { alarm: bits });
  }

  /**
   * The body of a state upload (Access PUSH 7.3): sensor two bits, relay one bit, alarm one byte for each door; doors
   * 1-4 first.
   */
  stateBody(time: string): string {
    const sensor = this.bytes(4, (door, place) => this.sensor(door) << (2 * place));
    const relay = this.bytes(8, (door, place) => (door.open ? 1 : 0) << place);
    const alarms = this.doors.map((door) => hexByte(door.alarm)).join('');
    const widths = this.widths ?? { relay: 0, alarm: 8 };
    const padded = [relay.padEnd(2 * widths.relay, '0'), alarms.padEnd(2 * widths.alarm, '0')];
    return `time=${time}\tsensor=${sensor}\trelay=${padded[0] ?? ''}\talarm=${padded[1] ?? ''}`;
  }

  /** 0 no sensor, 1 closed, 2 open. */
  private sensor(door: Door): number {
    if (!this.sensors) return 0;
    return door.open ? 2 : 1;
  }

  private change(door: number, change: Partial<Door>): void {
    Object.assign(this.doors[door - 1] ?? {}, change);
  }

  private bytes(perByte: number, bitsOf: (door: Door, place: number) => number): string {
    const bytes = Array.from({ length: Math.ceil(this.count / perByte) }, () => 0);
    this.doors.forEach((door, index) => {
      const at = Math.floor(index / perByte);
      bytes[at] = (bytes[at] ?? 0) | bitsOf(door, index % perByte);
    });
    return bytes.map(hexByte).join('');
  }
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
