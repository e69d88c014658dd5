import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { DepartmentModule } from '../department/department.module.js';
import { PersonModule } from '../person/person.module.js';
import { QrCodeModule } from '../qrCode/qr-code.module.js';
import { BlockListService } from './block-list.service.js';
import { CertificateService } from './certificate.js';
import { ErasureService } from './erasure.service.js';
import { HostService } from './host.service.js';
import { VisitRegistrationService } from './visit-registration.service.js';
import { ReservationService } from './reservation.service.js';
import { VisRegistrationController } from './vis-registration.controller.js';
import { VisReservationController } from './vis-reservation.controller.js';
import { VisLevelController, VisVisitorController } from './vis-visitor.controller.js';
import { VisitListService } from './visit-list.service.js';
import { VisitPhotoController } from './visit-photo.controller.js';
import { VisitPhotoService } from './visit-photo.service.js';
import { VisitService } from './visit.service.js';
import { VisitorAdoptionService } from './visitor-adoption.service.js';
import { VisitorCodeService } from './visitor-codes.service.js';
import { VisitorIntroductionService } from './visitor-introduction.service.js';
import { VisitorListService } from './visitor-list.service.js';
import { VisitorSettingsService } from './visitor-settings.service.js';
import { VisitorService } from './visitor.service.js';

const services = [
  BlockListService,
  CertificateService,
  ErasureService,
  HostService,
  VisitRegistrationService,
  ReservationService,
  VisitListService,
  VisitPhotoService,
  VisitService,
  VisitorAdoptionService,
  VisitorCodeService,
  VisitorIntroductionService,
  VisitorListService,
  VisitorService,
  VisitorSettingsService,
];

@Module({
  imports: [AccLevelModule, DepartmentModule, PersonModule, QrCodeModule],
  controllers: [
    VisLevelController,
    VisRegistrationController,
    VisReservationController,
    VisVisitorController,
    VisitPhotoController,
  ],
  providers: services,
  exports: services,
})
export class VisitorModule {}
