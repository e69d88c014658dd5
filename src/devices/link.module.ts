import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../modules/bioTemplate/bio-template.module.js';
import { CommandModule } from '../core/command/command.module.js';
import { DeviceModule } from '../modules/device/device.module.js';
import { DoorModule } from '../modules/door/door.module.js';
import { ElevatorModule } from '../modules/elevator/elevator.module.js';
import { FileModule } from '../modules/file/file.module.js';
import { GateModule } from '../modules/gate/gate.module.js';
import { IdentificationModule } from '../modules/identification/identification.module.js';
import { PersonModule } from '../modules/person/person.module.js';
import { TransactionModule } from '../modules/transaction/transaction.module.js';
import { AccAnswerHandler } from './access-push/acc-answers.js';
import { AccDialect } from './access-push/acc-dialect.js';
import { AccEventHandler } from './access-push/acc-events.js';
import { AccStateHandler } from './access-push/acc-states.js';
import { AccUploadHandler } from './access-push/acc-uploads.js';
import { BioUploadHandlers } from './access-push/bio-uploads.js';
import { ControllerUploadHandlers } from './access-push/controller-uploads.js';
import { EventIndexService } from './access-push/event-index.service.js';
import { EventPhotoHandlers } from './access-push/event-photos.js';
import { HandshakeHandler } from './access-push/handshake.js';
import { PartRegistrationService } from './access-push/part-registration.service.js';
import { QueryPackageService } from './access-push/query-package.service.js';
import { UploadHandlers } from './access-push/upload-handlers.js';
import { RemoteIdentificationHandler } from './access-push/remote-identification.js';
import { CarriedOverDeviceService } from './access-push/carried-over-device.service.js';
import { TokenGuard } from './access-push/token-guard.js';
import { UnreadableUploadHandler } from './access-push/unreadable.js';
import { AttAnswerHandler } from './attendance-push/att-answers.js';
import { AttDialect } from './attendance-push/att-dialect.js';
import { AttFirstContactHandler } from './attendance-push/att-handshake.js';
import { AttRowHandler } from './attendance-push/att-rows.js';
import { OwnResultHandler } from './push/own-results.js';
import { OpenQueryService } from './attendance-push/open-query.service.js';
import { AttUploadHandler } from './attendance-push/att-uploads.js';
import { BackgroundVerificationHandler } from './attendance-push/background-verification.js';
import { AttOperationHandler } from './attendance-push/operations.js';
import { AttPhotoHandler } from './attendance-push/photos.js';
import { AttPunchHandler } from './attendance-push/punches.js';
import { AttStampService } from './attendance-push/stamps.js';
import { UserLookupService } from './attendance-push/user-lookup.service.js';
import { AttZoneWatchService } from './attendance-push/att-zone-watch.service.js';
import { DialectChoiceService } from './push/dialect-choice.service.js';
import { EventStoreService } from './push/event-store.service.js';
import { PullPollerService } from './standalone/pull-poller.service.js';
import { PullDeliveryService } from './standalone/pull-delivery.service.js';
import { PullEventService } from './standalone/pull-event.service.js';
import { PullProbeService } from './standalone/pull-probe.service.js';
import { NoTransportCipher, TransportCipher } from './push/transport-cipher.js';
import { AccountAnswerHandler } from './event-recovery/account-answers.js';
import { GapWatchService } from './event-recovery/gap-watch.service.js';
import { AccountPackageService } from './event-recovery/account-package.service.js';
import { ReconcilerService } from './event-recovery/reconciler.service.js';
import { PunchAccountService } from './event-recovery/punch-account.service.js';
import { ReconciliationService } from './event-recovery/reconciliation.service.js';
import { ReconciliationFailureService } from './event-recovery/reconciliation-failure.service.js';
import { ReconciliationScheduleService } from './event-recovery/reconciliation-schedule.service.js';
import { CalledDeviceHandler } from './push/called-devices.js';
import { ClockWatchService } from './push/clock-watch.service.js';
import { PollResponder } from './push/poll-responder.js';
import { DeviceListener } from './push/device-listener.js';
import { DeviceCalls } from './push/device-calls.js';
import { DeviceCache } from './push/device-cache.js';
import { FileAnswerHandler } from './push/file-answers.js';
import { LinkClockService } from './push/link-clock.service.js';
import { OtherLinkHandler } from './push/other-link.js';
import { NewcomerHandler } from './push/newcomers.js';
import { DeviceRequestTimes } from './push/device-request-times.js';
import { PresenceService } from './push/presence.service.js';
import { QuarantineService } from './push/quarantine.service.js';
import { UnstorableUploadHandler } from './push/unstorable.js';
import { QuarantineDismissalService } from './quarantine/quarantine-dismissal.service.js';
import { QuarantineListService } from './quarantine/quarantine-list.service.js';
import { QuarantineRetryService } from './quarantine/quarantine-retry.service.js';
import { ReplayService } from './quarantine/replay.service.js';
import { LearningService } from './push/learning.service.js';
import { ReportedUserService } from './push/reported-user.service.js';
import { WireLogService } from './wire/wire-log.service.js';
import { WireRecorderService } from './wire/wire-recorder.service.js';
import { AdmissionService } from './push/admission.service.js';

@Module({
  imports: [
    BioTemplateModule,
    CommandModule,
    DeviceModule,
    DoorModule,
    ElevatorModule,
    FileModule,
    GateModule,
    IdentificationModule,
    PersonModule,
    TransactionModule,
  ],
  providers: [
    AccAnswerHandler,
    AccDialect,
    AccEventHandler,
    AccStateHandler,
    AccUploadHandler,
    AccountAnswerHandler,
    AccountPackageService,
    AttAnswerHandler,
    AttDialect,
    AttFirstContactHandler,
    AttOperationHandler,
    AttPhotoHandler,
    AttPunchHandler,
    AttRowHandler,
    AttStampService,
    AttUploadHandler,
    OpenQueryService,
    OwnResultHandler,
    OtherLinkHandler,
    CalledDeviceHandler,
    AttZoneWatchService,
    UserLookupService,
    BackgroundVerificationHandler,
    BioUploadHandlers,
    ClockWatchService,
    ControllerUploadHandlers,
    PollResponder,
    DeviceCache,
    DeviceCalls,
    DeviceListener,
    DeviceRequestTimes,
    DialectChoiceService,
    EventIndexService,
    EventPhotoHandlers,
    EventStoreService,
    FileAnswerHandler,
    GapWatchService,
    HandshakeHandler,
    LinkClockService,
    NewcomerHandler,
    PartRegistrationService,
    PresenceService,
    PullDeliveryService,
    PullEventService,
    PullPollerService,
    PullProbeService,
    QuarantineDismissalService,
    QuarantineListService,
    QuarantineRetryService,
    QuarantineService,
    UnstorableUploadHandler,
    QueryPackageService,
    PunchAccountService,
    ReconcilerService,
    ReconciliationFailureService,
    ReconciliationScheduleService,
    ReconciliationService,
    ReplayService,
    RemoteIdentificationHandler,
    LearningService,
    ReportedUserService,
    AdmissionService,
    UploadHandlers,
    TokenGuard,
    CarriedOverDeviceService,
    { provide: TransportCipher, useClass: NoTransportCipher },
    UnreadableUploadHandler,
    WireLogService,
    WireRecorderService,
  ],
  exports: [
    AttStampService,
    DeviceCache,
    DeviceCalls,
    DeviceListener,
    DeviceRequestTimes,
    PartRegistrationService,
    PullPollerService,
    PullProbeService,
    QuarantineDismissalService,
    QuarantineListService,
    QuarantineRetryService,
    QuarantineService,
    ReconciliationService,
    WireLogService,
  ],
})
export class LinkModule {}
