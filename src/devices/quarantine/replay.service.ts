import { Injectable } from '@nestjs/common';
import { linesOf, looseRecords } from '../../protocol/access-push/uploads/loose.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { AccEventHandler, isState } from '../access-push/acc-events.js';
import { UnreadableUploadHandler } from '../access-push/unreadable.js';
import { UploadHandlers } from '../access-push/upload-handlers.js';
import { decodeText } from '../attendance-push/encoding.js';
import { AttOperationHandler } from '../attendance-push/operations.js';
import { AttPunchHandler } from '../attendance-push/punches.js';
import type { CachedDevice } from '../push/cached-device.js';
import { newReplay, type Replay } from '../push/replay.js';
import { callOf, textOf, type DeviceRequest } from '../push/request.js';
import { inSlices, rowsIn } from '../push/slices.js';
import { queryOf } from './quarantined.js';
import { replayWay, stoodThen } from './replay-way.js';

/** A body from quarantine, decrypted. */
export interface StoredBody {
  readonly path: string;
  readonly sealedTable?: string;
  readonly reason: string;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

type Reading = DeviceRequest & { readonly replay: Replay };

/**
 * Reads a body again. It is history: missing events are stored, and nothing else is concluded from it: not about the
 * device's clock, its index, a reset, its doors, its people, or whether it is online.
 */
@Injectable()
export class ReplayService {
  constructor(
    private readonly events: AccEventHandler,
    private readonly uploads: UploadHandlers,
    private readonly punches: AttPunchHandler,
    private readonly operations: AttOperationHandler,
    private readonly unreadable: UnreadableUploadHandler,
  ) {}

  async read(kept: StoredBody, known: CachedDevice): Promise<Replay> {
    const { path, reason, body, sealedTable } = kept;
    const replay = newReplay(kept.receivedAt);
    const query = queryOf(path);
    const call = callOf(path.replace(/\?.*$/s, ''));
    const isAccessPush = known.device.link === 'push-acc';
    const sealed = sealedTable === undefined ? {} : { sealedTable };
    const way = replayWay({ call, query, reason, isAccessPush, ...sealed });
    const excess = await this.unreadable.reason({ call: 'querydata', query, body });
    if ('stays' in way) replay.refused.add(way.stays);
    else if (excess !== null) replay.refused.add(excess);
    else if (rowsIn(body) === 0) replay.refused.add('nothing is in it');
    else {
      const request = { ...nowhere, sn: known.sn, call, path, query, body, replay };
      await this.readers[way.reader](request, known, way.table);
    }
    return replay;
  }

  private readonly readers = {
    rtlog: (request: Reading, known: CachedDevice) => this.readRtlog(request, known),
    events: (request: Reading, known: CachedDevice) => this.readEvents(request, known, parseRecords),
    'loose events': (request: Reading, known: CachedDevice) => this.readEvents(request, known, looseRecords),
    punches: (request: Reading, known: CachedDevice) =>
      inSlices(request.body, (body) =>
        this.punches.store({ ...request, body }, known, decodeText(body, known), { isHistory: true }),
      ),
    operations: (request: Reading, known: CachedDevice) =>
      inSlices(request.body, (body) =>
        this.operations.store({ ...request, body }, known, linesOf(decodeText(body, known))),
      ),
    table: (request: Reading, known: CachedDevice, table: string) =>
      this.uploads.take(table, { request, known, bodies: [request.body] }, false),
  };

  /** Reports of door states are among the events of rtlog. They were used when they came, and mean nothing now. */
  private async readRtlog(request: Reading, known: CachedDevice): Promise<void> {
    let events = 0;
    await this.readEvents(request, known, (text) => {
      const read = parseRecords(text).filter((record) => !isState(record));
      events += read.length;
      return read;
    });
    if (events === 0) request.replay.refused.add(stoodThen);
  }

  /** Reports in the name of another device are not this device's. */
  private readEvents(request: Reading, known: CachedDevice, read: (text: string) => Rec[]): Promise<void> {
    return inSlices(request.body, async (body) => {
      const events = read(textOf(body));
      const own = events.filter((record) => isOwn(record, known));
      if (own.length < events.length) request.replay.refused.add('rows in the name of another device');
      if (own.length > 0) await this.events.storeRecords({ ...request, body }, known, own);
    });
  }
}

const nowhere = { method: 'POST', address: '', cookie: '', origin: '' };

const isOwn = ({ fields }: Rec, { sn }: CachedDevice) => ['', sn].includes(fields.get('sn')?.trim() ?? '');
