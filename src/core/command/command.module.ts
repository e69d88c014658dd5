import { Module } from '@nestjs/common';
import { QueryAnswerService } from './query-answer.service.js';
import { RequestedEnrolmentService } from './requested-enrolments.service.js';
import { CommandLifeService } from './command-life.service.js';
import { CommandListService } from './command-list.service.js';
import { CommandService } from './command.service.js';
import { CommandTotals } from './command-totals.js';
import { CommandWaitService } from './command-wait.service.js';
import { DeliveryService } from './delivery.service.js';
import { GroupDeliveryService } from './group-delivery.service.js';

@Module({
  providers: [
    QueryAnswerService,
    RequestedEnrolmentService,
    CommandLifeService,
    CommandListService,
    CommandService,
    CommandTotals,
    CommandWaitService,
    DeliveryService,
    GroupDeliveryService,
  ],
  exports: [
    QueryAnswerService,
    RequestedEnrolmentService,
    CommandListService,
    CommandService,
    CommandTotals,
    CommandWaitService,
    DeliveryService,
    GroupDeliveryService,
  ],
})
export class CommandModule {}
