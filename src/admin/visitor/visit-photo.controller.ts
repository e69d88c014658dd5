import { Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  isKnown,
  photoTag,
  thumbnailSizes,
  ThumbnailService,
  type ThumbnailSize,
} from '../../modules/person/thumbnail.service.js';
import { visitPhotoKinds, type VisitPhotoKind } from '../../modules/visitor/visit.entity.js';
import { VisitPhotoService } from '../../modules/visitor/visit-photo.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { OneOf } from '../common/fields.js';

class VisitPhotoQuery {
  @OneOf('Which of its photos; left out = face', visitPhotoKinds, { optional: true }) kind?: VisitPhotoKind;
  @OneOf('A square of so many pixels; left out = the photo as it is', thumbnailSizes, { optional: true })
  size?: ThumbnailSize;
}

/** The photos of a visit, for those who may read of visits. */
@AdminResource('visits/:id')
export class AdminVisitPhotoController {
  constructor(
    private readonly photos: VisitPhotoService,
    private readonly thumbnails: ThumbnailService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('photo', 'A photo that was taken at the entrance, as JPEG, whole or as a square of `size`')
  async photo(
    @Param('id') id: string,
    @Query() { kind = 'face', size }: VisitPhotoQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const photo = await this.photos.get(this.unitOfWork.manager, id, kind);
    const tag = photoTag(photo, size);
    // The browser of this operator keeps it, and asks each time whether it is still the same.
    void reply.header('cache-control', 'private, no-cache').header('etag', tag);
    if (isKnown(headers['if-none-match'], tag)) {
      void reply.status(304);
      return undefined;
    }
    return new StreamableFile(size === undefined ? photo : await this.thumbnails.of(photo, size), {
      type: 'image/jpeg',
    });
  }
}
