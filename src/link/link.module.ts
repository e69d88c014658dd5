import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../bioTemplate/bio-template.module.js';
import { CommandModule } from '../command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { ElevatorModule } from '../elevator/elevator.module.js';
import { FileModule } from '../file/file.module.js';
import { GateModule } from '../gate/gate.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { PersonModule } from '../person/person.module.js';
import { TransactionModule } from '../transaction/transaction.module.js';
import { AccAnswers } from './push/acc/acc-answers.js';
import { AccDialect } from './push/acc/acc-dialect.js';
import { AccEvents } from './push/acc/acc-events.js';
import { AccStates } from './push/acc/acc-states.js';
import { AccUploads } from './push/acc/acc-uploads.js';
import { BioUploads } from './push/acc/bio-uploads.js';
import { ControllerUploads } from './push/acc/controller-uploads.js';
import { EventIndex } from './push/acc/event-index.js';
import { EventPhotos } from './push/acc/event-photos.js';
import { Handshake } from './push/acc/handshake.js';
import { PartRegistration } from './push/acc/part-registration.service.js';
import { QueryPackages } from './push/acc/query-packages.js';
import { TableTakers } from './push/acc/table-takers.js';
import { RemoteIdentification } from './push/acc/remote-identification.js';
import { TokenGuard } from './push/acc/token-guard.js';
import { Unreadable } from './push/acc/unreadable.js';
import { AttAnswers } from './push/att/att-answers.js';
import { AttDialect } from './push/att/att-dialect.js';
import { AttFirstContact } from './push/att/att-handshake.js';
import { AttRows } from './push/att/att-rows.js';
import { OwnResults } from './push/own-results.js';
import { OpenQueries } from './push/att/open-queries.js';
import { AttUploads } from './push/att/att-uploads.js';
import { BackgroundVerification } from './push/att/background-verification.js';
import { AttOperations } from './push/att/operations.js';
import { AttPhotos } from './push/att/photos.js';
import { AttPunches } from './push/att/punches.js';
import { AttStamps } from './push/att/stamps.js';
import { Travellers } from './push/att/travellers.js';
import { AttZoneWatch } from './push/att/zone-watch.js';
import { DialectChoice } from './push/dialect-choice.js';
import { EventStore } from './push/event-store.js';
import { PullPoller } from './pull/poller.service.js';
import { PullDelivery } from './pull/pull-delivery.js';
import { PullEvents } from './pull/pull-events.js';
import { PullProbe } from './pull/pull-probe.service.js';
import { NoTransportCipher, TransportCipher } from './push/transport-cipher.js';
import { AccountAnswers } from './push/account/account-answers.js';
import { GapWatch } from './push/account/gap-watch.js';
import { AccountPackages } from './push/account/packages.service.js';
import { Reconciler } from './push/account/reconciler.service.js';
import { PunchAccount } from './push/account/punch-account.service.js';
import { ReconciliationService } from './push/account/reconciliation.service.js';
import { ReconciliationFailures } from './push/account/failures.js';
import { ReconciliationSchedule } from './push/account/schedule.service.js';
import { CalledDevices } from './push/called-devices.js';
import { ClockWatch } from './push/clock-watch.js';
import { Delivery } from './push/delivery.js';
import { DeviceListener } from './push/device-listener.js';
import { DeviceDirectory } from './push/directory.js';
import { FileAnswers } from './push/file-answers.js';
import { LinkClock } from './push/link-clock.js';
import { OtherLink } from './push/other-link.js';
import { Newcomers } from './push/newcomers.js';
import { Presence } from './push/presence.js';
import { Quarantine } from './push/quarantine.js';
import { LearningService } from './push/learning.service.js';
import { ReportedUsers } from './push/reported-users.js';
import { Strangers } from './push/strangers.js';

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
