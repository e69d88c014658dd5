import { Module } from '@nestjs/common';
import { AreaModule } from '../area/area.module.js';
import { AreaPersonModule } from '../areaPerson/area-person.module.js';
import { DepartmentModule } from '../department/department.module.js';
import { DeviceModule } from '../device/device.module.js';
import { PersonModule } from '../person/person.module.js';
import { TransactionModule } from '../transaction/transaction.module.js';
import { AttApplicationService } from './att-application.service.js';
import { AttApplyController } from './att-apply.controller.js';
import { AttAreaController } from './att-area.controller.js';
import { AttDeviceController } from './att-device.controller.js';
import { AttPersonController } from './att-person.controller.js';
import { AttRecordService } from './att-record.service.js';
import { AttTransactionController } from './att-transaction.controller.js';
import { AttendanceSettingsService } from './attendance-settings.service.js';
import { DaySheetService } from './day-sheet.service.js';
import { LeaveImageController } from './leave-image.controller.js';
import { LeaveImageService } from './leave-image.service.js';
import { LeaveTypeService } from './leave-type.service.js';
import { ShiftService } from './shift.service.js';

@Module({
  imports: [AreaModule, AreaPersonModule, DepartmentModule, DeviceModule, PersonModule, TransactionModule],
  controllers: [
    AttApplyController,
    AttAreaController,
    AttDeviceController,
    AttPersonController,
    AttTransactionController,
    LeaveImageController,
  ],
  providers: [
    AttApplicationService,
    AttRecordService,
    AttendanceSettingsService,
    DaySheetService,
    LeaveImageService,
    LeaveTypeService,
    ShiftService,
  ],
  exports: [AttApplicationService, AttendanceSettingsService, DaySheetService, LeaveTypeService, ShiftService],
})
export class AttendanceModule {}
