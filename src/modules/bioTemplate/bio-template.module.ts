import { Module } from '@nestjs/common';
import { FileModule } from '../file/file.module.js';
import { PersonModule } from '../person/person.module.js';
import { BioTemplateController } from './bio-template.controller.js';
import { BioTemplateRemovalController } from './bio-template-removal.controller.js';
import { BioTemplateService } from './bio-template.service.js';
import { BroughtTemplateService } from './brought-template.service.js';
import { ComparisonPhotoService } from './comparison-photo.service.js';
import { FingerTemplateService } from './finger-template.service.js';
import { PersonPhotoService } from './person-photo.service.js';
import { ReportedAsideService } from './reported-aside.service.js';
import { ReportedTemplateService } from './reported-template.service.js';
import { RowContentService } from './row-contents.service.js';
import { TemplateRemovalService } from './template-removals.service.js';

const services = [
  BioTemplateService,
  BroughtTemplateService,
  ComparisonPhotoService,
  FingerTemplateService,
  PersonPhotoService,
  ReportedAsideService,
  ReportedTemplateService,
  RowContentService,
  TemplateRemovalService,
];

@Module({
  imports: [FileModule, PersonModule],
  controllers: [BioTemplateController, BioTemplateRemovalController],
  providers: services,
  exports: services,
})
export class BioTemplateModule {}
