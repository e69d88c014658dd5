import { Module } from '@nestjs/common';
import { FileModule } from '../file/file.module.js';
import { PersonModule } from '../person/person.module.js';
import { BioTemplateService } from './bio-template.service.js';
import { PersonPhotoService } from './person-photo.service.js';
import { ReportedTemplateService } from './reported-template.service.js';
import { RowContents } from './row-contents.service.js';

@Module({
  imports: [FileModule, PersonModule],
  providers: [BioTemplateService, PersonPhotoService, ReportedTemplateService, RowContents],
  exports: [BioTemplateService, PersonPhotoService, ReportedTemplateService, RowContents],
})
export class BioTemplateModule {}
