import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPhotoService } from '../../modules/transaction/event-photo.service.js';
import { readPunchPhoto } from '../../protocol/attendance-push/photo.js';
import { isPicture } from '../../protocol/access-push/picture.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import type { DeviceRequest } from '../push/request.js';

const longestName = 255;
const longestPin = 64;

/** Pictures that terminals take of punches, by cdata or fdata (Attendance PUSH 9.2), are stored with their event. */
@Injectable()
export class AttPhotoHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly photos: EventPhotoService,
    private readonly quarantine: QuarantineService,
  ) {}

  async store(request: DeviceRequest, { sn }: CachedDevice): Promise<void> {
    const { body, query } = request;
    if (body.length === 0) return;
    const told = readPunchPhoto(body, query.get('pin') ?? '');
    const picture = told?.picture;
    if (!picture || !isPicture(picture.subarray(0, 12).toString('base64'))) {
      // Sealed, because it may show a person.
      await this.quarantine.keepTable(request, 'attphoto', 1);
      return;
    }
    await this.unitOfWork.run((tx) =>
      this.photos.store(tx, {
        sn,
        kind: 'snapshot',
        logId: null,
        eventTime: told.time,
        pin: told.pin.slice(0, longestPin),
        name: told.fileName.slice(0, longestName),
        video: '',
        content: picture,
      }),
    );
  }
}
