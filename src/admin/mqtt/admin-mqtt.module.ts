import { Module } from '@nestjs/common';
import { MqttModule } from '../../outbound/mqtt/mqtt.module.js';
import { MqttController } from './mqtt.controller.js';

@Module({ imports: [MqttModule], controllers: [MqttController] })
export class AdminMqttModule {}
