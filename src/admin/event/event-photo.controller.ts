import { Header, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { keysInside } from '../../platform/operator/bounds.js';
import { EventPhotoService } from '../../modules/transaction/event-photo.service.js';
import { Int, Shown } from '../common/fields.js';
import { AdminResource, Read } from '../common/admin.js';

class EventPhotoView {
  @Shown('Number') id!: number;
  @Shown("snapshot: the device's own; linkage: of a camera", { enum: ['snapshot', 'linkage'] }) kind!: string;
  @Shown('Name, as the device has it') name!: string;
  @Shown('Recording: channel, seconds before, seconds after; empty without') video!: string;
  @Shown('Bytes; 0 if there is only a recording') size!: number;
  @Shown('When it came') receivedAt!: string;
}

export class EventPhotosView {
  @Shown('Oldest first', { type: [EventPhotoView] }) items!: EventPhotoView[];
}

class PhotoQuery {
  @Int('Number of one of several; left out = the first', { optional: true, min: 1 }) photo?: number;
}

@AdminResource('events/:id')
export class EventPhotoController {
  constructor(
    private readonly photos: EventPhotoService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('photos', 'Pictures that belong to an event', { of: EventPhotosView })
  async list(@Param('id') id: string, @Req() request: FastifyRequest): Promise<EventPhotosView> {
    await this.checkSight(id, request);
    const found = await this.photos.list(this.unitOfWork.manager, id);
    if (!found) throw new Failure('notFound', `there is no event ${id}`);
    return { items: found.map((photo) => ({ ...photo, receivedAt: photo.receivedAt.toISOString() })) };
  }

  @Read('photo', 'A picture that belongs to an event')
  @Header('Cache-Control', 'private, no-store')
  async content(
    @Param('id') id: string,
    @Query() { photo }: PhotoQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    await this.checkSight(id, request);
    const content = await this.photos.content(this.unitOfWork.manager, id, photo ?? null);
    if (!content) throw new Failure('notFound', `there is no picture of event ${id}`);
    return new StreamableFile(content, { type: content[0] === 0x89 ? 'image/png' : 'image/jpeg' });
  }

  /** The door is of the operator's areas; who is in the picture may be of another department. @throws Failure notFound */
  private async checkSight(id: string, { signedIn }: FastifyRequest): Promise<void> {
    const bounds = signedIn?.bounds;
    if (!bounds) return;
    const tx = this.unitOfWork.manager;
    const pin = await this.photos.pinOf(tx, id);
    if (pin === '' || (await keysInside(tx, bounds, 'person', [pin])).has(pin)) return;
    throw new Failure('notFound', `there is no picture of event ${id}`);
  }
}
