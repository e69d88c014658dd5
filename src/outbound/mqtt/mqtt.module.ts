import { Module } from '@nestjs/common';
import { DoorModule } from '../../modules/door/door.module.js';
import { ReaderModule } from '../reader/reader.module.js';
import { MqttCounts } from './mqtt-counts.js';
import { MqttOrdersService } from './mqtt-orders.service.js';
import { MqttReaderService } from './mqtt-reader.service.js';
import { MqttSettingsService } from './mqtt-settings.service.js';

/** The feed to an MQTT broker, and orders from there. */
@Module({
  imports: [DoorModule, ReaderModule],
  providers: [MqttCounts, MqttOrdersService, MqttReaderService, MqttSettingsService],
  exports: [MqttCounts, MqttSettingsService],
})
export class MqttModule {}
