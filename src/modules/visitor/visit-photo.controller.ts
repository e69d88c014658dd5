import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Seal } from '../../platform/crypto/sealed-box.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { VisitPhoto } from './visit.entity.js';

/** Photos under the path that the history names. The 128 random bits of the name are the authorisation. */
@ApiExcludeController()
@Controller('upload/vis/photo')
export class VisitPhotoController {
  constructor(
    private readonly seal: Seal,
    private readonly work: Work,
  ) {}

  @Get(':file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Param('file') file: string): Promise<StreamableFile> {
    const name = /^([0-9a-f]{32})\.jpg$/.exec(file)?.[1];
    const photo =
      name && (await this.work.manager.findOne(VisitPhoto, { where: { name }, select: { name: true, content: true } }));
    if (!photo) throw new NotFoundException();
    return new StreamableFile(this.seal.open(photo.content), { type: 'image/jpeg' });
  }
}
