import { ApiProperty } from '@nestjs/swagger';
import type { EventNames } from './event-name.service.js';
import type { FirstLast } from './first-last.service.js';

const none = { type: String, nullable: true } as const;

export class FirstLastDto {
  @ApiProperty({ description: 'The same for one person and day, whatever comes later' }) id!: string;
  @ApiProperty() pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty({ example: '192.168.218.183-1-In' }) readerNameIn!: string;
  @ApiProperty({ example: '2020-09-03 13:48:07' }) firstInTime!: string;
  @ApiProperty({ ...none, description: 'Null while the person is still in' }) readerNameOut!: string | null;
  @ApiProperty({ ...none, example: '2020-09-03 18:02:11' }) lastOutTime!: string | null;
  @ApiProperty() deptCode!: string;
  @ApiProperty() deptName!: string;
}

export const firstLastDto = (day: FirstLast, names: EventNames) => ({
  id: day.id,
  pin: day.pin,
  name: day.name,
  lastName: day.lastName,
  readerNameIn: names.reader(day.readerNameIn),
  firstInTime: day.firstInTime,
  readerNameOut: day.readerNameOut === null ? null : names.reader(day.readerNameOut),
  lastOutTime: day.lastOutTime,
  deptCode: day.deptCode,
  deptName: day.deptName,
});
