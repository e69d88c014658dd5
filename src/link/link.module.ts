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
    ClockWatch,
    Delivery,
    DeviceDirectory,
    DeviceListener,
    EventIndex,
    FileAnswers,
    Handshake,
    LinkClock,
    Presence,
    Quarantine,
    ReportedUsers,
    Strangers,
    TokenWatch,
  ],
  exports: [DeviceDirectory, DeviceListener, Quarantine],
})
export class LinkModule {}
