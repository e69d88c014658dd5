import { Read, Resource, Write } from '../../facade/endpoint.js';
import { numberAnswer, textAnswer, type Verbatim } from '../../facade/envelope.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LeaveImageParams, AttLeaveParams, LeaveTypeDto, OvertimeParams, SignParams } from './att-apply.dto.js';
import { AttApplicationService, type ApplicationRequest } from './att-application.service.js';
import { LeaveImageService } from './leave-image.service.js';
import { LeaveTypeService } from './leave-type.service.js';
import { ShiftService } from './shift.service.js';

@Resource('attApply')
export class AttApplyController {
  constructor(
    private readonly applications: AttApplicationService,
    private readonly leaveTypes: LeaveTypeService,
    private readonly images: LeaveImageService,
    private readonly shifts: ShiftService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('attApply/applySign', 'Ask for a punch that was forgotten', {
    section: '2.23.1',
    fails: ['personNotFound'],
    json: true,
  })
  applySign(@Params() { personPin, remark, signDatetime }: SignParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.apply(caller, personPin, { kind: 'sign', startTime: signDatetime, endTime: null, remark });
  }

  @Write('attApply/applyOvertime', 'Ask for overtime', {
    section: '2.23.2',
    fails: ['personNotFound'],
    json: true,
  })
  applyOvertime(@Params() params: OvertimeParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { personPin, remark, startDatetime: startTime, endDatetime: endTime } = params;
    return this.apply(caller, personPin, { kind: 'overtime', startTime, endTime, remark });
  }

  @Write('attApply/applyLeave', 'Ask for leave', {
    section: '2.23.3',
    fails: ['personNotFound'],
    json: true,
  })
  applyLeave(@Params() params: AttLeaveParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.apply(caller, params.personPin, leaveOf(params));
  }

  @Read('attApply/getLeaveTypeList', 'List the leave types', { section: '2.23.4', of: LeaveTypeDto, as: 'list' })
  async getLeaveTypeList(): Promise<LeaveTypeDto[]> {
    const types = await this.leaveTypes.list(this.unitOfWork.manager);
    return types.map((type) => LeaveTypeDto.of(type));
  }

  @Write('attApply/uploadLeaveImage', 'Upload a picture for an application for leave', {
    section: '2.23.5',
    fails: ['mediaFormat'],
    json: true,
    text: true,
  })
  async uploadLeaveImage(
    @Params() { base64Image }: LeaveImageParams,
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim> {
    const jpeg = await this.images.read(base64Image);
    return textAnswer(await this.audited.run(caller, (tx) => this.images.keep(tx, jpeg)));
  }

  @Write('attApply/getApplyTimeLong', 'How many minutes of work lie in a leave', {
    section: '2.23.6',
    fails: ['personNotFound'],
    json: true,
    number: true,
  })
  async getApplyTimeLong(@Params() params: AttLeaveParams): Promise<Verbatim> {
    const tx = this.unitOfWork.manager;
    const { personPin, startDatetime, endDatetime } = params;
    await this.applications.check(tx, leaveOf(params));
    return numberAnswer(await this.shifts.minutesOf(tx, personPin, startDatetime, endDatetime));
  }

  private async apply(caller: Caller, pin: string, asked: ApplicationRequest): Promise<void> {
    await this.audited.run(
      caller,
      (tx) => this.applications.apply(tx, pin, asked),
      ({ id, state }) => ({ id, state }),
    );
  }
}

const leaveOf = ({
  startDatetime,
  endDatetime,
  leaveTypeNo,
  leaveImagePath,
  remark,
}: AttLeaveParams): ApplicationRequest => ({
  kind: 'leave',
  startTime: startDatetime,
  endTime: endDatetime,
  leaveTypeNo,
  leaveImagePath,
  remark,
});
