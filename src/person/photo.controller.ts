import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Work } from '../db/work.js';
import { PersonService } from './person.service.js';

/** Photos under the path that lists name. The 128 random bits of the name are the authorisation. */
@ApiExcludeController()
@Controller('upload/pers/user/cropface')
export class PhotoController {
  constructor(
    private readonly persons: PersonService,
    private readonly work: Work,
  ) {}

  @Get(':file')
  @Header('Cache-Control', 'private, max-age=300')
  async get(@Param('file') file: string): Promise<StreamableFile> {
    const name = /^([0-9a-f]{32})\.jpg$/.exec(file)?.[1];
    const photo = name && (await this.persons.photo(this.work.manager, name));
    if (!photo) throw new NotFoundException();
    return new StreamableFile(photo, { type: 'image/jpeg' });
  }
}
