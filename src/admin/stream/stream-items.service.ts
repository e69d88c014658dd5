import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DoorStateService } from '../../modules/door/door-state.service.js';
import {
  photoExtra,
  toJudgedItem,
  visitExtra,
  type EventItem,
  type EventRowWithPhoto,
} from '../../modules/transaction/event-item.js';
import { EventNameService } from '../../modules/transaction/event-name.service.js';
import type { FeedEntry } from '../../outbound/feed/feed-entry.js';
import { FeedTailService } from '../../outbound/feed/feed-tail.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { toStateView } from '../access/door-state.dto.js';
import type { FedItem } from './stream-topics.js';

interface ZonedRow extends EventRowWithPhoto {
  readonly position: number;
  readonly zones_in: string[] | null;
  readonly zones_out: string[] | null;
}

interface ReadEvent {
  readonly item: EventItem;
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/** What was read in one go, and the position that it ends at. */
export interface Batch {
  readonly items: readonly FedItem[];
  readonly position: number;
  /** There may be more behind it. */
  readonly isFull: boolean;
}

const eventsBetween = `SELECT e.*, f.position, ${visitExtra}, ${photoExtra}
  FROM feed f JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid
  WHERE f.kind = 'event' AND f.position > $1 AND f.position <= $2`;

/** These name a door. */
const aboutDoor: ReadonlySet<string> = new Set(['doorState', 'holdNotEnded']);
/** A change of one of these may be a change of what is known of the doors of the device. */
const aboutDoors: ReadonlySet<string> = new Set(['online', 'offline', 'device']);

/** Reads a part of the feed and makes the items of a stream of it. */
@Injectable()
export class StreamItemsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tail: FeedTailService,
    private readonly doors: DoorStateService,
    private readonly names: EventNameService,
  ) {}

  /** @param upTo null = to the end */
  async read(after: number, upTo: number | null, most: number): Promise<Batch> {
    const { manager } = this.unitOfWork;
    const page = await this.tail.read(after, most);
    const found = upTo === null ? page.entries : page.entries.filter((entry) => entry.position <= upTo);
    const position = found.at(-1)?.position ?? upTo ?? after;
    const events = await this.events(manager, found, { after, position });
    const items = [...found.flatMap((row) => itemsOf(row, events)), ...(await this.doorItems(manager, found))];
    return { items: lastOnly(items), position, isFull: found.length === most };
  }

  private async events(
    tx: EntityManager,
    found: readonly FeedEntry[],
    { after, position }: { after: number; position: number },
  ): Promise<ReadonlyMap<number, ReadEvent>> {
    if (!found.some(({ kind }) => kind === 'event')) return new Map();
    const stored: ZonedRow[] = await tx.query(eventsBetween, [after, position]);
    return new Map(
      stored.map((row) => [
        row.position,
        { item: toJudgedItem(row, this.names.protocol), entered: row.zones_in ?? [], left: row.zones_out ?? [] },
      ]),
    );
  }

  /** The doors that anything was said about, as they are now. */
  private async doorItems(tx: EntityManager, found: readonly FeedEntry[]): Promise<FedItem[]> {
    const changed = new Map<string, FeedEntry>();
    const devices = new Map<string, FeedEntry>();
    for (const row of found) {
      if (aboutDoor.has(row.kind)) changed.set(row.ref, row);
      if (aboutDoors.has(row.kind)) devices.set(row.sn, row);
    }
    if (changed.size + devices.size === 0) return [];
    const now = await this.doors.of(tx, [...changed.keys()], [...devices.keys()]);
    return now.flatMap((door) => {
      const rowsAbout = [changed.get(door.id), devices.get(door.sn)].flatMap((row) => row ?? []);
      const row = rowsAbout.sort((one, other) => other.position - one.position)[0];
      if (!row) return [];
      const { id, name, sn, areaCode } = door;
      const data = { id, name, sn, areaCode, state: toStateView(door) };
      return [{ ...basic(row, 'door', data), key: id, sn }];
    });
  }
}

const basic = (row: FeedEntry, topic: FedItem['topic'], data: FedItem['data']) => ({
  topic,
  position: String(row.position),
  at: row.at.toISOString(),
  data,
});

type Made = (row: FeedEntry) => FedItem[];

const ofDevice =
  (what: string): Made =>
  (row) => [{ ...basic(row, 'device', { sn: row.sn, what }), key: `${what} ${row.sn}`, sn: row.sn }];

/** What each kind of entry becomes; of a kind that is not here a stream does not tell. */
const makers: Readonly<Record<string, Made>> = {
  online: ofDevice('online'),
  offline: ofDevice('offline'),
  device: (row) => ofDevice(String(row.detail?.what))(row),
  command: (row) => {
    // Entries from before they held what was true then.
    if (row.detail === null) return [];
    const { id, sn, type, status, returnCode } = row.detail;
    return [{ ...basic(row, 'command', { id, sn, type, status, returnCode }), key: row.ref, sn: row.sn }];
  },
  syncFailure: (row) => [{ ...basic(row, 'sync', { sn: row.sn, failed: Number(row.ref) }), key: row.sn, sn: row.sn }],
  alarm: (row) => [{ ...basic(row, 'alarm', { id: row.ref, ...row.detail }), key: row.ref, sn: row.sn }],
  person: (row) => {
    const { what, departments } = row.detail as { what: string; departments: string[] };
    return [{ ...basic(row, 'person', { pin: row.ref, what }), key: `${what} ${row.ref}`, departments }];
  },
  muster: (row) => {
    const data = { muster: row.ref, ...row.detail };
    return [{ ...basic(row, 'inside', data), key: `muster ${row.ref}`, musterId: row.ref }];
  },
  visit: (row) => [{ ...basic(row, 'visit', { id: row.ref, ...row.detail }), key: row.ref, visitId: row.ref }],
};

function itemsOf(row: FeedEntry, events: ReadonlyMap<number, ReadEvent>): FedItem[] {
  if (row.kind !== 'event') return makers[row.kind]?.(row) ?? [];
  const event = events.get(row.position);
  if (!event) return [];
  const items: FedItem[] = [{ ...basic(row, 'event', event.item), key: null, sn: row.sn }];
  if (event.entered.length + event.left.length === 0) return items;
  const { id, pin, name, lastName, doorId } = event.item;
  const moved = { pin, name, lastName, doorId, eventId: id, entered: event.entered, left: event.left };
  return [...items, { ...basic(row, 'inside', moved), key: null, sn: row.sn }];
}

/** In the order of the feed; of what is told by its last state alone, the earlier ones are left out. */
function lastOnly(items: readonly FedItem[]): FedItem[] {
  const last = new Map<string, FedItem>();
  const nameOf = ({ topic, key }: FedItem) => `${topic} ${String(key)}`;
  for (const item of items) if (item.key !== null) last.set(nameOf(item), item);
  return items
    .filter((item) => item.key === null || last.get(nameOf(item)) === item)
    .sort((one, other) => Number(one.position) - Number(other.position));
}
