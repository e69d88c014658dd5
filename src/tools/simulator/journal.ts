/** Something that happens at a panel. Events of the device itself have no `pin` and no `cardNo`. */
export interface PanelEvent {
  readonly event: number;
  /** Event point: the number of a door, reader or input, depending on the event; 0 is the device (Access PUSH 7.2). */
  readonly door: number;
  readonly pin?: string;
  /** In the form of the upload: decimal, or hexadecimal on panels with several cards for each user. */
  readonly cardNo?: string;
  /** 0 in, 1 out, 2 neither. */
  readonly inOut?: number;
  readonly verifyType?: string | number;
  /** `yyyy-MM-dd HH:mm:ss`; the panel's clock if left out. */
  readonly time?: string;
  /** Further fields, sent unchanged after the others. */
  readonly more?: Readonly<Record<string, string>>;
}

/** An event with the number that the panel gave it. */
export type StoredEvent = PanelEvent & { readonly time: string; readonly index: number };

/** The most events in the panel's flash; the oldest are overwritten first. */
const capacity = 100_000;

/** The event memory of a panel: numbered without gaps, and kept until the server has acknowledged. */
export class PanelJournal {
  readonly stored: StoredEvent[] = [];
  private pending: StoredEvent[] = [];
  private lastIndex = 0;

  /** How many were acknowledged since the panel was switched on. */
  acknowledged = 0;

  record(event: PanelEvent, wall: string): StoredEvent {
    this.lastIndex += 1;
    const stored = { ...event, time: event.time ?? wall, index: this.lastIndex };
    this.stored.push(stored);
    if (this.stored.length > capacity) this.stored.shift();
    this.pending.push(stored);
    return stored;
  }

  get waiting(): number {
    return this.pending.length;
  }

  /** The oldest unacknowledged events. */
  next(limit: number): StoredEvent[] {
    return this.pending.slice(0, limit);
  }

  acknowledge(events: readonly StoredEvent[]): void {
    const gone = new Set(events);
    this.pending = this.pending.filter((event) => !gone.has(event));
    this.acknowledged += events.length;
  }

  /** Factory reset: the records are deleted and their numbers begin again. */
  clear(): void {
    this.stored.length = 0;
    this.pending = [];
    this.lastIndex = 0;
  }
}

/** One line of a `table=rtlog` upload, in the order of the manual's example (Access PUSH 7.2). */
export function rtlogLine(event: StoredEvent): string {
  return fields({
    time: event.time,
    pin: event.pin ?? '0',
    cardno: event.cardNo ?? '0',
    eventaddr: event.door,
    event: event.event,
    inoutstatus: event.inOut ?? 2,
    verifytype: event.verifyType ?? 200,
    index: event.index,
    ...event.more,
  });
}

function fields(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\t');
}
