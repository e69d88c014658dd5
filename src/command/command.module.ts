import { Module } from '@nestjs/common';
import { CommandService } from './command.service.js';
import { DeliveryService } from './delivery.service.js';

@Module({ providers: [CommandService, DeliveryService], exports: [CommandService, DeliveryService] })
export class CommandModule {}
