import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../api/fields.js';
import type { Department } from './department.entity.js';

export class DepartmentQuery {
  @Text('Department code', { missing: 'departmentIncomplete', max: 100, example: '456' }) code!: string;
}

/** The name may be left out where the department is there already. */
export class DepartmentParams extends DepartmentQuery {
  @Text('Department name', { max: 100, example: 'Sales' }) name?: string;
  @Text('Code of the department above; empty = none', { max: 100, example: '1' }) parentCode?: string;
}

export class DepartmentDto {
  @ApiProperty() name!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ type: String, nullable: true }) parentCode!: string | null;

  static of({ name, code, parentCode }: Department): DepartmentDto {
    return { name, code, parentCode };
  }
}
