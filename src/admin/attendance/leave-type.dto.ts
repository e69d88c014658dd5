import { ChangedAt, Shown, Text } from '../common/fields.js';

export class LeaveTypeBody {
  @Text('Number, by which clients ask for it', { min: 1, max: 32, example: 'L7' }) leaveTypeNo!: string;
  @Text('Name', { min: 1, max: 100 }) leaveTypeName!: string;
}

export class LeaveTypePatch {
  @Text('Name', { min: 1, max: 100 }) leaveTypeName!: string;
}

export class LeaveTypeView {
  @Shown('Number, by which clients ask for it') leaveTypeNo!: string;
  @Shown('Name') leaveTypeName!: string;
  @ChangedAt() updatedAt!: Date;
}
