import { Module } from '@nestjs/common';
import { AccLevelModule } from '../modules/accLevel/acc-level.module.js';
import { BioTemplateModule } from '../modules/bioTemplate/bio-template.module.js';
import { CommandModule } from '../core/command/command.module.js';
import { DeviceModule } from '../modules/device/device.module.js';
import { DoorModule } from '../modules/door/door.module.js';
import { ElevatorModule } from '../modules/elevator/elevator.module.js';
import { PersonModule } from '../modules/person/person.module.js';
import { RuleModule } from '../modules/rule/rule.module.js';
import { VisitorModule } from '../modules/visitor/visitor.module.js';
import { TimeZoneModule } from '../modules/timeZone/time-zone.module.js';
import { CountCheckService } from './setup/count-check.service.js';
import { DeviceWarningService } from './status/device-warnings.service.js';
import { DeviceSetupService } from './setup/device-setup.service.js';
import { DeviceChangeService } from './device-changes.service.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { DoubtedDeletionService } from './ledger/doubted-deletion.service.js';
import { LedgerService } from './ledger/ledger.service.js';
import { PersonChangeService } from './person-changes.service.js';
import { HandOutService } from './ledger/hand-out.service.js';
import { ImportService } from './setup/import.service.js';
import { ResendService } from './ledger/resend.service.js';
import { RuleStatusService } from './status/rule-status.service.js';
import { ClockSetBackService } from './clock-set-back.service.js';
import { CommandOutcomeService } from './ledger/command-outcome.service.js';
import { SyncStatusService } from './status/sync-status.service.js';
import { SiteZoneService } from './site-zone.service.js';
import { SyncService } from './sync.service.js';
import { ExplainListService } from './explain/explain-list.service.js';
import { ExplainService } from './explain/explain.service.js';
import { SuperUserService } from './explain/super-user.service.js';
import { DueVerificationService } from './verify/due-verification.service.js';
import { DeviceRuleTakeOverService } from './survey/device-rule-take-over.service.js';
import { DueSurveyService } from './survey/due-survey.service.js';
import { ForeignRowService } from './survey/foreign-row.service.js';
import { PeopleTakeOverService } from './survey/people-take-over.service.js';
import { RetirementService } from './setup/retirement.service.js';
import { LevelTakeOverService } from './survey/level-take-over.service.js';
import { ZoneTakeOverService } from './survey/zone-take-over.service.js';
import { RuleTakeOverService } from './survey/rule-take-over.service.js';
import { SurveyReadingService } from './survey/survey-reading.service.js';
import { SurveyService } from './survey/survey.service.js';
import { TakeOverService } from './survey/take-over.service.js';
import { VerifyService } from './verify/verify.service.js';

@Module({
  imports: [
    AccLevelModule,
    BioTemplateModule,
    CommandModule,
    DeviceModule,
    DoorModule,
    ElevatorModule,
    PersonModule,
    RuleModule,
    TimeZoneModule,
    VisitorModule,
  ],
  providers: [
    ClockSetBackService,
    CountCheckService,
    DeviceSetupService,
    DeviceWarningService,
    DeviceChangeService,
    DispatchService,
    DoubtedDeletionService,
    LedgerService,
    PersonChangeService,
    HandOutService,
    DueSurveyService,
    DueVerificationService,
    ExplainListService,
    ExplainService,
    ForeignRowService,
    ImportService,
    ResendService,
    RuleStatusService,
    CommandOutcomeService,
    SiteZoneService,
    SyncStatusService,
    PeopleTakeOverService,
    RetirementService,
    ZoneTakeOverService,
    LevelTakeOverService,
    RuleTakeOverService,
    DeviceRuleTakeOverService,
    SurveyReadingService,
    SuperUserService,
    SurveyService,
    SyncService,
    TakeOverService,
    VerifyService,
  ],
  exports: [
    DeviceWarningService,
    ExplainListService,
    ExplainService,
    ForeignRowService,
    RetirementService,
    ResendService,
    RuleStatusService,
    SurveyService,
    SyncService,
    SyncStatusService,
    TakeOverService,
    VerifyService,
  ],
})
export class SyncModule {}
