import { Module } from '@nestjs/common';
import { QueryAnswerService } from './answer-rows.service.js';
import { AskedEnrolments } from './asked-enrolments.service.js';
import { CommandLives } from './command-lives.js';
import { CommandService } from './command.service.js';
import { DeliveryService } from './delivery.service.js';

@Module({
  providers: [QueryAnswerService, AskedEnrolments, CommandLives, CommandService, DeliveryService],
  exports: [QueryAnswerService, AskedEnrolments, CommandService, DeliveryService],
})
export class CommandModule {}
