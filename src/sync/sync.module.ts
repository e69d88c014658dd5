import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../bioTemplate/bio-template.module.js';
import { CommandModule } from '../command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { ElevatorModule } from '../elevator/elevator.module.js';
import { PersonModule } from '../person/person.module.js';
import { CountCheck } from './count-check.js';
import { DeviceWarnings } from './device-warnings.service.js';
import { DeviceSetup } from './device-setup.js';
import { DispatchService } from './dispatch.service.js';
import { HandOutService } from './hand-out.service.js';
import { ImportService } from './import.service.js';
import { ResendService } from './resend.service.js';
import { RuleStatusService } from './rule-status.service.js';
import { SettleService } from './settle.service.js';
import { SyncStatusService } from './sync-status.service.js';
import { SyncService } from './sync.service.js';
import { DueVerifications } from './verify/due-verifications.js';
import { VerifyService } from './verify/verify.service.js';

@Module({
  imports: [BioTemplateModule, CommandModule, DeviceModule, ElevatorModule, PersonModule],
  providers: [
    CountCheck,
    DeviceSetup,
    DeviceWarnings,
    DispatchService,
    HandOutService,
    DueVerifications,
    ImportService,
    ResendService,
    RuleStatusService,
    SettleService,
    SyncStatusService,
    SyncService,
    VerifyService,
  ],
  exports: [DeviceWarnings, ResendService, RuleStatusService, SyncService, SyncStatusService, VerifyService],
})
export class SyncModule {}
