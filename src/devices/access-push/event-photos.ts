import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPhotoService, type NewEventPhoto } from '../../modules/transaction/event-photo.service.js';
import { decodeBase64 } from '../../protocol/access-push/base64.js';
import { isPicture } from '../../protocol/access-push/picture.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { attPhoto } from '../../protocol/access-push/tables/upload.js';
import { readLinkPhotos, type LinkPhoto } from '../../protocol/access-push/uploads/link-photo.js';
import { readSnapshotName } from '../../protocol/access-push/uploads/snapshot-name.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { countRows } from '../push/replay.js';
import { textOf } from '../push/request.js';
import {
  byLine,
  withContents,
  type UploadedRows,
  type UploadHandler,
  type UploadHandlerSource,
} from './upload-handler.js';

const longestName = 255;

const pictureOf = (text: string): Buffer | null => {
  const bytes = decodeBase64(text);
  return bytes && isPicture(bytes.subarray(0, 12).toString('base64')) ? bytes : null;
};

function readSnapshot(record: Rec, sn: string): NewEventPhoto | null {
  const { pin: given = '', photo = '' } = decodeRow(attPhoto, record);
  const name = readSnapshotName(given);
  const content = pictureOf(photo);
  if (!content || !name) return null;
  const shown = given.trim().slice(0, longestName);
  return { sn, kind: 'snapshot', logId: null, eventTime: name.time, pin: name.pin, name: shown, video: '', content };
}

/** Each picture, or the recording alone if there is no picture; null for content that is no picture. */
function linkedPhotos({ logIndex, names, photos, video }: LinkPhoto, sn: string): (NewEventPhoto | null)[] {
  const recorded = video ? `${video.channel}-${video.before}-${video.after}` : '';
  const told = { sn, kind: 'linkage', logId: logIndex, eventTime: null, pin: '', video: recorded } as const;
  const named = (at: number) => (names[at] ?? '').slice(0, longestName);
  if (photos.length === 0) return recorded === '' ? [null] : [{ ...told, name: named(0), content: null }];
  return photos.map((photo, at) => {
    const content = pictureOf(photo);
    return content && { ...told, name: named(at), content };
  });
}

/** Snapshots (Access PUSH 7.9) and pictures of cameras (7.15) are stored with their event. */
@Injectable()
export class EventPhotoHandlers implements UploadHandlerSource {
  readonly handlers: ReadonlyMap<string, UploadHandler>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly photos: EventPhotoService,
    private readonly quarantine: QuarantineService,
  ) {
    this.handlers = new Map<string, UploadHandler>([
      ['attphoto', (rows) => this.storeSnapshots(rows)],
      ['linkphotoinfo', (rows) => this.storeLinked(rows)],
    ]);
  }

  private storeSnapshots(rows: UploadedRows): Promise<void> {
    const whole = withContents(rows.records, ['photo', 'content']);
    return this.store(
      rows,
      whole.map((record) => readSnapshot(record, rows.known.sn)),
    );
  }

  private storeLinked(rows: UploadedRows): Promise<void> {
    const { read, others } = byLine(textOf(rows.request.body), readLinkPhotos);
    return this.store(rows, [...read.flatMap((one) => linkedPhotos(one, rows.known.sn)), ...others.map(() => null)]);
  }

  private async store({ table, request }: UploadedRows, photos: readonly (NewEventPhoto | null)[]): Promise<void> {
    const readable = photos.filter((photo) => photo !== null);
    // Sealed, because it may show a person.
    if (readable.length < photos.length || photos.length === 0) {
      await this.quarantine.keepTable(request, table, photos.length);
    }
    const stored = await this.unitOfWork.run(async (tx) => {
      let news = 0;
      for (const photo of readable) if (await this.photos.store(tx, photo)) news++;
      return news;
    });
    countRows(request.replay, stored, readable.length);
  }
}
