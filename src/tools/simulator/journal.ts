/** Something that happens at a panel. `pin` and `cardNo` stay away from events of the device itself. */
export interface PanelEvent {
  readonly event: number;
  /** Event point: a door, reader or input number by the event; 0 the device (Access PUSH 7.2). */
  readonly door: number;
  readonly pin?: string;
  /** As the upload carries it: decimal, or hexadecimal on panels with several cards a user. */
  readonly cardNo?: string;
  /** 0 in, 1 out, 2 neither. */
  readonly inOut?: number;
  readonly verifyType?: string | number;
  /** `yyyy-MM-dd HH:mm:ss`; the panel's clock if left out. */
  readonly time?: string;
  /** Further fields, sent after the others as they are. */
  readonly more?: Readonly<Record<string, string>>;
}

/** An event with the number that the panel gave it. */
export type StoredEvent = PanelEvent & { readonly time: string; readonly index: number };

/** What the panel's flash holds, oldest out first. */
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

  /** Works reset: the records are gone and their numbers begin again. */
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
