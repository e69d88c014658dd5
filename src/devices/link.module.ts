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
import { AccAnswers } from './access-push/acc-answers.js';
import { AccDialect } from './access-push/acc-dialect.js';
import { AccEvents } from './access-push/acc-events.js';
import { AccStates } from './access-push/acc-states.js';
import { AccUploads } from './access-push/acc-uploads.js';
import { BioUploads } from './access-push/bio-uploads.js';
import { ControllerUploads } from './access-push/controller-uploads.js';
import { EventIndex } from './access-push/event-index.js';
import { EventPhotos } from './access-push/event-photos.js';
import { Handshake } from './access-push/handshake.js';
import { PartRegistration } from './access-push/part-registration.service.js';
import { QueryPackages } from './access-push/query-packages.js';
import { TableTakers } from './access-push/table-takers.js';
import { RemoteIdentification } from './access-push/remote-identification.js';
import { TokenGuard } from './access-push/token-guard.js';
import { Unreadable } from './access-push/unreadable.js';
import { AttAnswers } from './attendance-push/att-answers.js';
import { AttDialect } from './attendance-push/att-dialect.js';
import { AttFirstContact } from './attendance-push/att-handshake.js';
import { AttRows } from './attendance-push/att-rows.js';
import { OwnResults } from './push/own-results.js';
import { OpenQueries } from './attendance-push/open-queries.js';
import { AttUploads } from './attendance-push/att-uploads.js';
import { BackgroundVerification } from './attendance-push/background-verification.js';
import { AttOperations } from './attendance-push/operations.js';
import { AttPhotos } from './attendance-push/photos.js';
import { AttPunches } from './attendance-push/punches.js';
import { AttStamps } from './attendance-push/stamps.js';
import { Travellers } from './attendance-push/user-lookup.js';
import { AttZoneWatch } from './attendance-push/zone-watch.js';
import { DialectChoice } from './push/dialect-choice.js';
import { EventStore } from './push/event-store.js';
import { PullPoller } from './standalone/poller.service.js';
import { PullDelivery } from './standalone/pull-delivery.js';
import { PullEvents } from './standalone/pull-events.js';
import { PullProbe } from './standalone/pull-probe.service.js';
import { NoTransportCipher, TransportCipher } from './push/transport-cipher.js';
import { AccountAnswers } from './event-recovery/account-answers.js';
import { GapWatch } from './event-recovery/gap-watch.js';
import { AccountPackages } from './event-recovery/packages.service.js';
import { Reconciler } from './event-recovery/reconciler.service.js';
import { PunchAccount } from './event-recovery/punch-account.service.js';
import { ReconciliationService } from './event-recovery/reconciliation.service.js';
import { ReconciliationFailures } from './event-recovery/failures.js';
import { ReconciliationSchedule } from './event-recovery/schedule.service.js';
import { CalledDevices } from './push/called-devices.js';
import { ClockWatch } from './push/clock-watch.js';
import { Delivery } from './push/delivery.js';
import { DeviceListener } from './push/device-listener.js';
import { DeviceDirectory } from './push/device-cache.js';
import { FileAnswers } from './push/file-answers.js';
import { LinkClock } from './push/link-clock.js';
import { OtherLink } from './push/other-link.js';
import { Newcomers } from './push/newcomers.js';
import { Presence } from './push/presence.js';
import { Quarantine } from './push/quarantine.js';
import { LearningService } from './push/learning.service.js';
import { ReportedUsers } from './push/reported-users.js';
import { Strangers } from './push/admission.js';

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
    AccAnswers,
    AccDialect,
    AccEvents,
    AccStates,
    AccUploads,
    AccountAnswers,
    AccountPackages,
    AttAnswers,
    AttDialect,
    AttFirstContact,
    AttOperations,
    AttPhotos,
    AttPunches,
    AttRows,
    AttStamps,
    AttUploads,
    OpenQueries,
    OwnResults,
    OtherLink,
    CalledDevices,
    AttZoneWatch,
    Travellers,
    BackgroundVerification,
    BioUploads,
    ClockWatch,
    ControllerUploads,
    Delivery,
    DeviceDirectory,
    DeviceListener,
    DialectChoice,
    EventIndex,
    EventPhotos,
    EventStore,
    FileAnswers,
    GapWatch,
    Handshake,
    LinkClock,
    Newcomers,
    PartRegistration,
    Presence,
    PullDelivery,
    PullEvents,
    PullPoller,
    PullProbe,
    Quarantine,
    QueryPackages,
    PunchAccount,
    Reconciler,
    ReconciliationFailures,
    ReconciliationSchedule,
    ReconciliationService,
    RemoteIdentification,
    LearningService,
    ReportedUsers,
    Strangers,
    TableTakers,
    TokenGuard,
    { provide: TransportCipher, useClass: NoTransportCipher },
    Unreadable,
  ],
  exports: [
    AttStamps,
    DeviceDirectory,
    DeviceListener,
    PartRegistration,
    PullPoller,
    PullProbe,
    Quarantine,
    ReconciliationService,
  ],
})
export class LinkModule {}
