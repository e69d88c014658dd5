import { Module } from '@nestjs/common';
import { CommandModule } from '../command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { FileModule } from '../file/file.module.js';
import { PersonModule } from '../person/person.module.js';
import { TransactionModule } from '../transaction/transaction.module.js';
import { AccAnswers } from './push/acc/acc-answers.js';
import { AccDialect } from './push/acc/acc-dialect.js';
import { AccEvents } from './push/acc/acc-events.js';
import { AccStates } from './push/acc/acc-states.js';
import { AccUploads } from './push/acc/acc-uploads.js';
import { EventIndex } from './push/acc/event-index.js';
import { Handshake } from './push/acc/handshake.js';
import { TokenWatch } from './push/acc/token-watch.js';
import { AccountAnswers } from './push/account/account-answers.js';
import { GapWatch } from './push/account/gap-watch.js';
import { AccountPackages } from './push/account/packages.service.js';
import { Reconciler } from './push/account/reconciler.service.js';
import { ReconciliationService } from './push/account/reconciliation.service.js';
import { ReconciliationSchedule } from './push/account/schedule.service.js';
import { ClockWatch } from './push/clock-watch.js';
import { Delivery } from './push/delivery.js';
import { DeviceListener } from './push/device-listener.js';
import { DeviceDirectory } from './push/directory.js';
import { FileAnswers } from './push/file-answers.js';
import { LinkClock } from './push/link-clock.js';
import { Presence } from './push/presence.js';
import { Quarantine } from './push/quarantine.js';
import { ReportedUsers } from './push/reported-users.js';
import { Strangers } from './push/strangers.js';

@Module({
  imports: [CommandModule, DeviceModule, DoorModule, FileModule, PersonModule, TransactionModule],
  providers: [
    AccAnswers,
    AccDialect,
    AccEvents,
    AccStates,
    AccUploads,
    AccountAnswers,
    AccountPackages,
    ClockWatch,
    Delivery,
    DeviceDirectory,
    DeviceListener,
    EventIndex,
    FileAnswers,
    GapWatch,
    Handshake,
    LinkClock,
    Presence,
    Quarantine,
    Reconciler,
    ReconciliationSchedule,
    ReconciliationService,
    ReportedUsers,
    Strangers,
    TokenWatch,
  ],
  exports: [DeviceDirectory, DeviceListener, Quarantine, ReconciliationService],
})
export class LinkModule {}
