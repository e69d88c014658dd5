import type { PersonInModule } from '../../modules/areaPerson/module-person.service.js';
import { terminalRoles } from '../../modules/attendance/att-person.dto.js';
import { verifyModes } from '../../protocol/access-push/codes/verify.js';
import { Flag, Int, OneOf, Shown } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const clears = { optional: true, nullable: true } as const;

export class AreaMemberView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
}

export class AttendancePersonQuery extends SearchQuery {
  @OneOf('Only those whose working time is recorded, or is not', ['true', 'false'], { optional: true })
  isAttendance?: string;
}

export class AttendancePersonPatch {
  @Flag('Whether the working time of the person is recorded', { optional: true }) isAttendance?: boolean;
  @OneOf(
    'Role at attendance terminals: 0 user, 2 registrar, 6 administrator, 14 super; null = as everywhere',
    terminalRoles,
    clears,
  )
  privilege?: number | null;
  @Int('How the person verifies there (appendix 3); null = as everywhere', { ...clears, max: verifyModes.length - 1 })
  verifyMode?: number | null;
}

export class AttendancePersonView {
  @Shown('Pin') pin!: string;
  @Shown('Whether the working time of the person is recorded') isAttendance!: boolean;
  @Shown('Role at attendance terminals; null = as everywhere', { nullable: true, type: Number })
  privilege!: number | null;
  @Shown('How the person verifies there; null = as everywhere', { nullable: true, type: Number })
  verifyMode!: number | null;
}

export const toAttendancePersonView = ({
  pin,
  isAttendance,
  privilege,
  verifyMode,
}: PersonInModule): AttendancePersonView => ({ pin, isAttendance, privilege, verifyMode });
