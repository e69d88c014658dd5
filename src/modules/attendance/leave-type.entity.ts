import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A kind of leave that persons ask for. */
@Entity()
export class LeaveType {
  @PrimaryColumn('text') leaveTypeNo!: string;
  @Column('text', { unique: true }) leaveTypeName!: string;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
