import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ComparisonPhotoService } from '../bioTemplate/comparison-photo.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonService } from './person.service.js';

/** Photos under the path that lists contain. The name has 128 random or signed bits, which are the authorisation. */
@ApiExcludeController()
@Controller('upload/pers/user/cropface')
export class PhotoController {
  constructor(
    private readonly persons: PersonService,
    private readonly comparisons: ComparisonPhotoService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get(':file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Param('file') file: string): Promise<StreamableFile> {
    const photo = await this.photo(/^(.+)\.jpg$/.exec(file)?.[1] ?? '');
    if (!photo) throw new NotFoundException();
    return new StreamableFile(photo, { type: 'image/jpeg' });
  }

  /** A person's own photo, or one that a device took. */
  private async photo(name: string): Promise<Buffer | null> {
    const tx = this.unitOfWork.manager;
    return /^[0-9a-f]{32}$/.test(name) ? this.persons.photo(tx, name) : this.comparisons.find(tx, name);
  }
}
