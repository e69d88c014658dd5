import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { VisitPhoto } from './visit.entity.js';

/** Photos under the path in the history. The 128 random bits of the name are the authorisation. */
@ApiExcludeController()
@Controller('upload/vis/photo')
export class VisitPhotoController {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Param('file') file: string): Promise<StreamableFile> {
    const name = /^([0-9a-f]{32})\.jpg$/.exec(file)?.[1];
    const photo =
      name &&
      (await this.unitOfWork.manager.findOne(VisitPhoto, { where: { name }, select: { name: true, content: true } }));
    if (!photo) throw new NotFoundException();
    return new StreamableFile(this.sealedBox.open(photo.content), { type: 'image/jpeg' });
  }
}
