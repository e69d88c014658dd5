import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { NewEvent } from '../../modules/transaction/event.js';
import { EVENT_DOOR_STATUS } from '../../protocol/access-push/codes/events.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { decodeRtlog, type RtlogEvent } from '../../protocol/access-push/rtlog.js';
import { ClockWatchService } from '../push/clock-watch.service.js';
import { EventStoreService } from '../push/event-store.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService, type QuarantinedRequest } from '../push/quarantine.service.js';
import { receivedAtOf } from '../push/replay.js';
import { ok, type DeviceReply } from '../push/reply.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { inSlices, joined } from '../push/slices.js';
import { AccStateHandler } from './acc-states.js';
import { EventIndexService } from './event-index.service.js';
import { toEvent } from './event-rows.js';

const factoryReset = 6016;
const mostReasons = 10;

/** Rows of history that share one statement. The number is limited, so that other uploads need not wait long. */
const rowsAtOnce = 500;

/** What became of rows: how many were new here, and how many are no events. */
interface Tally {
  readonly stored: number;
  readonly unreadable: number;
}

interface Read {
  readonly record: Rec;
  readonly event: RtlogEvent;
}

/** rtlog uploads (Access PUSH 7.2): answered OK only after the commit that holds their rows. */
@Injectable()
export class AccEventHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventStoreService,
    private readonly quarantine: QuarantineService,
    private readonly states: AccStateHandler,
    private readonly index: EventIndexService,
    private readonly clocks: ClockWatchService,
  ) {}

  /**
   * A backlog may be tens of thousands of events: they are stored slice by slice, and unreadable rows are kept
   * together.
   */
  async store(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const bad: Buffer[] = [];
    const reasons = new Set<string>();
    await inSlices(request.body, async (slice) => {
      const unreadable = await this.storeSlice({ ...request, body: slice }, known);
      if (unreadable.length > 0) bad.push(slice);
      for (const reason of unreadable) if (reasons.size < mostReasons) reasons.add(reason);
    });
    if (bad.length > 0) {
      await this.quarantine.keep({ ...request, body: joined(bad, request.body) }, [...reasons].join('; '));
    }
    return ok;
  }

  /** @returns why rows of the upload cannot be read */
  private async storeSlice(request: DeviceRequest, known: CachedDevice): Promise<string[]> {
    const reads: Read[] = [];
    const unreadable: string[] = [];
    for (const record of parseRecords(textOf(request.body))) {
      if (isState(record)) {
        await this.states.take(request, known, record);
        continue;
      }
      const event = decodeRtlog(record, { multiCard: known.dialect.multiCard });
      if (typeof event === 'string') unreadable.push(event);
      else if (event.eventNo === EVENT_DOOR_STATUS) unreadable.push(noState);
      else reads.push({ record, event });
    }
    await this.storeEvents(request, known, reads);
    return unreadable;
  }

  /**
   * Rows of `transaction` are stored like rtlog, whichever way they came. They are history: they say nothing about the
   * device's clock, its index, a reset or the present state of a door.
   */
  async storeRecords(request: QuarantinedRequest, known: CachedDevice, records: readonly Rec[]): Promise<Tally> {
    const receivedAt = receivedAtOf(request);
    const rows: NewEvent[] = [];
    const readable: Rec[] = [];
    const unreadable: Rec[] = [];
    const reasons = new Set<string>();
    for (const record of records) {
      const event = decodeRtlog(record, { multiCard: known.dialect.multiCard });
      if (typeof event !== 'string' && event.eventNo !== EVENT_DOOR_STATUS) {
        rows.push(toEvent(known, { record, event, receivedAt }));
        readable.push(record);
        continue;
      }
      unreadable.push(record);
      if (reasons.size < mostReasons) reasons.add(typeof event === 'string' ? event : noState);
    }
    if (unreadable.length > 0) {
      await this.quarantine.keep(
        { ...request, body: bodyOf(unreadable) },
        `${unreadableRows}: ${[...reasons].join('; ')}`,
      );
    }
    let stored = 0;
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const end = at + rowsAtOnce;
      // What the database refuses is kept row by row, because rows of a package or of a fetched log have no body of
      // their own.
      const part = { ...request, body: bodyOf(readable.slice(at, end)) };
      stored += await this.events.insert(part, rows.slice(at, end));
    }
    return { stored, unreadable: unreadable.length };
  }

  private async storeEvents(request: DeviceRequest, known: CachedDevice, reads: readonly Read[]): Promise<void> {
    const receivedAt = new Date();
    if (reads.length === 0) return;
    const rows = reads.map((read) => toEvent(known, { ...read, receivedAt }));
    const stored = await this.events.insert(request, rows);
    // A repeated upload says nothing new about the device's index either.
    if (stored === 0) return;
    const latest = reads
      .map(({ event }) => event.wallClock)
      .sort()
      .at(-1);
    if (latest) await this.clocks.checkEvent(known, latest);
    await this.index.follow(
      known,
      reads.filter(({ record }) => isOwn(record, known)).map(({ event }) => event),
      reads.some(({ event }) => event.eventNo === factoryReset),
    );
  }
}

const bodyOf = (records: readonly Rec[]) => Buffer.from(records.map(({ raw }) => raw).join('\n'));

/** The reason why rows of `transaction` are kept begins with this, whichever way they came. */
export const unreadableRows = 'unreadable transaction rows';

const noState = 'a state of doors without sensor and relay';

/**
 * The state of a door, reported among events: as event 255, or without a number (SenseFace 2A, ZAM70-NF24HA-Ver3.0.15).
 */
export function isState({ fields }: Rec): boolean {
  const event = fields.get('event') ?? fields.get('eventtype');
  const isReport = event === undefined || Number(event) === EVENT_DOOR_STATUS;
  return isReport && (fields.has('sensor') || fields.has('relay'));
}

/** A sub-device numbers its own events. */
const isOwn = ({ fields }: Rec, { sn }: CachedDevice) => ['', sn].includes(fields.get('sn')?.trim() ?? '');
