import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { Failure, taken } from '../../platform/errors.js';
import { LeaveType } from './leave-type.entity.js';

/** Kinds of leave that persons ask for. */
@Injectable()
export class LeaveTypeService {
  /** L2 before L10. */
  list(tx: EntityManager): Promise<LeaveType[]> {
    return tx.query(
      `SELECT leave_type_no AS "leaveTypeNo", leave_type_name AS "leaveTypeName", updated_at AS "updatedAt" FROM leave_type
       ORDER BY length(leave_type_no), leave_type_no`,
    );
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, leaveTypeNo: string): Promise<LeaveType> {
    const type = await tx.findOneBy(LeaveType, { leaveTypeNo });
    if (!type) throw new Failure('notFound', `there is no leave type ${leaveTypeNo}`);
    return type;
  }

  /** For an application: until it is committed nobody deletes the type. @throws Failure invalid */
  async check(tx: EntityManager, leaveTypeNo: string): Promise<void> {
    const rows: unknown[] = await tx.query('SELECT 1 FROM leave_type WHERE leave_type_no = $1 FOR KEY SHARE', [
      leaveTypeNo,
    ]);
    if (rows.length === 0) throw new Failure('invalid', `leaveTypeNo names no leave type: ${leaveTypeNo}`);
  }

  /** @throws Failure conflict */
  async create(tx: EntityManager, { leaveTypeNo, leaveTypeName }: Omit<LeaveType, 'updatedAt'>): Promise<LeaveType> {
    if (await tx.existsBy(LeaveType, { leaveTypeNo })) {
      throw taken('leaveTypeNo', leaveTypeNo, `there is a leave type ${leaveTypeNo} already`);
    }
    await this.checkName(tx, leaveTypeNo, leaveTypeName);
    await tx.insert(LeaveType, { leaveTypeNo, leaveTypeName });
    return this.get(tx, leaveTypeNo);
  }

  /** @throws Failure notFound, conflict */
  async rename(tx: EntityManager, leaveTypeNo: string, leaveTypeName: string): Promise<LeaveType> {
    await this.get(tx, leaveTypeNo);
    await this.checkName(tx, leaveTypeNo, leaveTypeName);
    await tx.update(LeaveType, { leaveTypeNo }, { leaveTypeName });
    return this.get(tx, leaveTypeNo);
  }

  /** @throws Failure notFound; conflict if an application uses the type */
  async remove(tx: EntityManager, leaveTypeNo: string): Promise<void> {
    await this.get(tx, leaveTypeNo);
    await tx.query('SELECT 1 FROM leave_type WHERE leave_type_no = $1 FOR UPDATE', [leaveTypeNo]);
    const used: unknown[] = await tx.query('SELECT 1 FROM att_application WHERE leave_type_no = $1 LIMIT 1', [
      leaveTypeNo,
    ]);
    if (used.length > 0) throw new Failure('conflict', `there are applications for leave of type ${leaveTypeNo}`);
    await tx.delete(LeaveType, { leaveTypeNo });
  }

  private async checkName(tx: EntityManager, leaveTypeNo: string, leaveTypeName: string): Promise<void> {
    if (await tx.existsBy(LeaveType, { leaveTypeName, leaveTypeNo: Not(leaveTypeNo) })) {
      throw taken('leaveTypeName', leaveTypeName, `there is a leave type "${leaveTypeName}" already`);
    }
  }
}
