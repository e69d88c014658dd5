import { Injectable } from '@nestjs/common';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { namesUser, ReportedUserService } from '../push/reported-user.service.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { inSlices, isNoContent } from '../push/slices.js';
import { AccEventHandler } from './acc-events.js';
import { BioUploadHandlers } from './bio-uploads.js';
import { ControllerUploadHandlers } from './controller-uploads.js';
import { EventPhotoHandlers } from './event-photos.js';
import type { UploadedRows, UploadHandler } from './upload-handler.js';

/** Which handler reads which table, whether the device sends its rows unasked or as an answer. */
@Injectable()
export class UploadHandlers {
  private readonly handlers: ReadonlyMap<string, UploadHandler>;

  constructor(
    private readonly quarantine: QuarantineService,
    private readonly users: ReportedUserService,
    events: AccEventHandler,
    bio: BioUploadHandlers,
    photos: EventPhotoHandlers,
    controllers: ControllerUploadHandlers,
  ) {
    this.handlers = new Map<string, UploadHandler>([
      ['user', (rows) => this.storeUsers(rows)],
      ['transaction', ({ request, known, records }) => events.storeRecords(request, known, records)],
      ...bio.handlers,
      ...photos.handlers,
      ...controllers.handlers,
    ]);
  }

  /** A table without a handler is kept whole and sealed: it may hold templates or photos. */
  async take(
    table: string,
    { request, known, bodies }: { request: DeviceRequest; known: CachedDevice; bodies: readonly Buffer[] },
    isNews: boolean,
  ): Promise<void> {
    const handler = this.handlers.get(table);
    // A device without such rows answers a query with an empty body, which does not count as unreadable.
    const filled = bodies.filter((body) => !isBlank(body));
    if (handler) {
      for (const body of filled) {
        await inSlices(
          body,
          (slice) => {
            const records = parseRecords(textOf(slice));
            return handler({ table: nameOf(table), request: { ...request, body: slice }, known, records, isNews });
          },
          isNoContent,
        );
      }
      return;
    }
    for (const body of filled) {
      const rows = Number(request.query.get('count') ?? 0);
      const count = Number.isSafeInteger(rows) && rows >= 0 && rows < 2 ** 31 ? rows : 0;
      await this.quarantine.keepTable({ ...request, body }, nameOf(table), count);
    }
  }

  /** Pin 0 means no person. Unreadable rows of users are kept sealed: they may hold a password. */
  private async storeUsers({ table, request, known, records, isNews }: UploadedRows): Promise<void> {
    const isUser = ({ fields }: Rec) => namesUser(fields.get('pin') ?? '');
    const others = records.filter((record) => !isUser(record));
    if (others.length > 0)
      await this.quarantine.keepRows(
        request,
        table,
        others.map(({ raw }) => raw),
      );
    await this.users.store(known, records.filter(isUser), isNews);
  }
}

const nameOf = (table: string) => table.replace(/^type:/, '').slice(0, 100);

const blanks: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n'));
const isBlank = (body: Buffer) => body.every((byte) => blanks.has(byte));
