import { ApiProperty } from '@nestjs/swagger';
import { Int, Text } from '../../facade/fields.js';
import type { Department } from './department.entity.js';

export class DepartmentQuery {
  @Text('Department code', { missing: 'departmentIncomplete', max: 100, example: '456' }) code!: string;
}

/** The name may be missing if the department exists already. */
export class DepartmentParams extends DepartmentQuery {
  @Text('Department name', { max: 100, example: 'Sales' }) name?: string;
  @Text('Code of the department above; empty = none', { max: 100, example: '1' }) parentCode?: string;
  @Int('Place among its neighbours', { min: 0, max: 0x7fffffff, example: 1 }) sortNo?: number;
}

export class DepartmentDto {
  @ApiProperty() name!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ type: String, nullable: true }) parentCode!: string | null;

  static of({ name, code, parentCode }: Department): DepartmentDto {
    return { name, code, parentCode };
  }
}

/** Only the list knows the position. */
export class DepartmentListDto extends DepartmentDto {
  @ApiProperty({ description: 'Place among its neighbours', example: 1 }) sortNo!: number;

  static override of({ name, code, sortNo, parentCode }: Department): DepartmentListDto {
    return { name, code, sortNo, parentCode };
  }
}
