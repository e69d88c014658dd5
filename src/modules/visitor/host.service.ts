import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DepartmentService } from '../department/department.service.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';

/** The person or department that a visitor comes to see, as stored with the visit. */
export interface Host {
  readonly hostPin: string;
  readonly hostName: string;
  readonly hostDeptName: string;
  readonly deptCode: string | null;
}

@Injectable()
export class HostService {
  constructor(
    private readonly persons: PersonService,
    private readonly departments: DepartmentService,
  ) {}

  /** @throws Failure employeeNotFound, visitedDepartmentNotFound */
  async find(tx: EntityManager, pin: string, deptCode = ''): Promise<Host> {
    const person = await this.persons.find(tx, pin);
    if (!person) throw new Failure('employeeNotFound', `The employee ${pin} does not exist`);
    const department = await this.departments.byId(tx, person.departmentId);
    return {
      hostPin: pin,
      hostName: [person.name, person.lastName].filter((part) => part !== '').join(' '),
      hostDeptName: department.name,
      deptCode: deptCode === '' ? null : await this.visited(tx, deptCode),
    };
  }

  private async visited(tx: EntityManager, code: string): Promise<string> {
    try {
      return (await this.departments.get(tx, code)).code;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure('visitedDepartmentNotFound', `The visited department ${code} doesn't exist`);
    }
  }
}
