import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventPhotoLinkService } from './event-photo-link.service.js';
import { EventPhotoService } from './event-photo.service.js';

/**
 * Pictures of events under the path that rows contain. Its 128 bits, which only the gateway can make, are the
 * authorisation.
 */
@ApiExcludeController()
@Controller('upload/event/photo')
export class EventPhotoFileController {
  constructor(
    private readonly photos: EventPhotoService,
    private readonly links: EventPhotoLinkService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':sn/:file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Param('sn') sn: string, @Param('file') file: string): Promise<StreamableFile> {
    const id = this.links.open(sn, file);
    const content = id === null ? null : await this.photos.byNumber(this.unitOfWork.manager, sn, id);
    if (!content) throw new NotFoundException();
    return new StreamableFile(content, { type: content[0] === 0x89 ? 'image/png' : 'image/jpeg' });
  }
}
