import { Module } from '@nestjs/common';
import { HolidayService } from './holiday.service.js';
import { TimeZoneService } from './time-zone.service.js';

@Module({ providers: [TimeZoneService, HolidayService], exports: [TimeZoneService, HolidayService] })
export class TimeZoneModule {}
