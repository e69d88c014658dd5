import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../modules/bioTemplate/bio-template.module.js';
import { CommandModule } from '../core/command/command.module.js';
import { DeviceModule } from '../modules/device/device.module.js';
import { ElevatorModule } from '../modules/elevator/elevator.module.js';
import { PersonModule } from '../modules/person/person.module.js';
import { CountCheckService } from './setup/count-check.js';
import { DeviceWarningService } from './status/device-warnings.service.js';
import { DeviceSetupService } from './setup/device-setup.js';
import { DeviceChangeService } from './device-changes.service.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { LedgerService } from './ledger/ledger.service.js';
import { PersonChangeService } from './person-changes.service.js';
import { HandOutService } from './ledger/hand-out.service.js';
import { ImportService } from './setup/import.service.js';
import { ResendService } from './ledger/resend.service.js';
import { RuleStatusService } from './status/rule-status.service.js';
import { CommandOutcomeService } from './ledger/command-outcome.service.js';
import { SyncStatusService } from './status/sync-status.service.js';
import { SyncService } from './sync.service.js';
import { DueVerificationService } from './verify/due-verifications.js';
import { SurveyService } from './survey/survey.service.js';
import { VerifyService } from './verify/verify.service.js';

@Module({
  imports: [BioTemplateModule, CommandModule, DeviceModule, ElevatorModule, PersonModule],
  providers: [
    CountCheckService,
    DeviceSetupService,
    DeviceWarningService,
    DeviceChangeService,
    DispatchService,
    LedgerService,
    PersonChangeService,
    HandOutService,
    DueVerificationService,
    ImportService,
    ResendService,
    RuleStatusService,
    CommandOutcomeService,
    SyncStatusService,
    SurveyService,
    SyncService,
    VerifyService,
  ],
  exports: [
    DeviceWarningService,
    ResendService,
    RuleStatusService,
    SurveyService,
    SyncService,
    SyncStatusService,
    VerifyService,
  ],
})
export class SyncModule {}
