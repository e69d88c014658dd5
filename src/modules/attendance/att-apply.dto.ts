import { ApiProperty } from '@nestjs/swagger';
import { Bytes, Text, Wall } from '../../facade/fields.js';
import type { LeaveType } from './leave-type.entity.js';

class ApplicationParams {
  @Text('Person number', { missing: 'pinMissing', aliases: ['pin'], example: '1' }) personPin!: string;
  @Text('Remark', { max: 1_000, aliases: ['remarks'] }) remark?: string;
}

export class SignParams extends ApplicationParams {
  @Wall('When the punch would have been', 'start', { missing: 'timeInvalid' }) signDatetime!: string;
}

export class OvertimeParams extends ApplicationParams {
  @Wall('From', 'start', { missing: 'timeInvalid' }) startDatetime!: string;
  @Wall('Until; a date alone is its end', 'end', { missing: 'timeInvalid' }) endDatetime!: string;
}

export class AttLeaveParams extends OvertimeParams {
  @Text('Leave type number, of getLeaveTypeList', { missing: 'invalid', example: 'L1' }) leaveTypeNo!: string;
  @Text('Path of a picture, of uploadLeaveImage') leaveImagePath?: string;
}

export class LeaveImageParams {
  @Bytes('JPEG, PNG, GIF or WebP as base64; or a form with the file', { missing: 'invalid', aliases: ['image'] })
  base64Image!: Buffer;
}

export class LeaveTypeDto {
  @ApiProperty({ example: 'L1' }) leaveTypeNo!: string;
  @ApiProperty({ example: 'personal leave' }) leaveTypeName!: string;

  static of({ leaveTypeNo, leaveTypeName }: LeaveType): LeaveTypeDto {
    return { leaveTypeNo, leaveTypeName };
  }
}
