import { bulkAnswer, doEach, readEach } from '../../facade/bulk.js';
import type { Verbatim } from '../../facade/envelope.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { sliceOf } from '../../facade/page.js';
import { Items, Params, type Item } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AccLevelService } from './acc-level.service.js';
import { DepartmentLevelService } from './department-level.service.js';
import { refusedAs } from './level-calls.controller.js';
import {
  DepartmentLevelsQuery,
  LevelDoorParams,
  LevelDto,
  LevelIdQuery,
  LevelNameQuery,
  LevelParams,
  PersonLevelsQuery,
} from './level.dto.js';
import { MembershipService } from './membership.service.js';
import { LevelByNameService } from './level-by-name.service.js';

/** Calls of the later manual beside those of every family of levels: they make levels, by names. */
@Resource('accLevel')
export class NamedLevelController {
  constructor(
    private readonly levels: AccLevelService,
    private readonly named: LevelByNameService,
    private readonly ofDepartments: DepartmentLevelService,
    private readonly memberships: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('accLevel/addLevel', 'Add or edit levels, by their names', {
    section: 'v1.2:2.2.4.11',
    fails: ['areaMissing', 'areaNotFound'],
    json: true,
    many: true,
  })
  async addLevel(
    @Items(LevelParams) items: Item<LevelParams>[],
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    const read = await readEach(
      items,
      ({ name }) => name,
      (params) => params,
    );
    const outcomes = await doEach(read, (some) =>
      this.audited.each(
        caller,
        some,
        ({ name }) => name,
        (tx, { value }) => this.named.save(tx, value),
      ),
    );
    return bulkAnswer(outcomes);
  }

  @Write('accLevel/addLevelDoor', 'Add doors to levels, by their names', {
    section: 'v1.2:2.2.4.12',
    fails: ['levelNotFound', 'doorNotFound'],
    json: true,
    many: true,
  })
  async addLevelDoor(
    @Items(LevelDoorParams) items: Item<LevelDoorParams>[],
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    const read = await readEach(
      items,
      ({ levelName, doorName }) => `${levelName}, ${doorName}`,
      (params) => params,
    );
    const outcomes = await doEach(read, (some) =>
      this.audited.each(
        caller,
        some,
        ({ name }) => name,
        (tx, { value }) => this.named.addDoor(tx, value.levelName, value.doorName),
      ),
    );
    return bulkAnswer(outcomes);
  }

  @Write('accLevel/addLevelPerson', 'Give a person levels', {
    section: 'v1.2:2.2.4.13',
    fails: ['personNotFound', 'levelNotFound', 'grantFailed'],
  })
  addLevelPerson(@Params() { pin, levelIds }: PersonLevelsQuery, @CurrentCaller() caller: Caller): Promise<void> {
    return refusedAs(
      'grantFailed',
      this.audited.run(caller, (tx) => this.memberships.grant(tx, 'acc', [pin], levelIds)),
    );
  }

  @Read('v2/accLevel/getById', 'Get a level by its id', {
    section: 'v1.2:2.2.4.3',
    fails: ['levelNotFound'],
    of: LevelDto,
    aliases: ['v2/accLevel/getById/:id'],
  })
  async getById(@Params() { id }: LevelIdQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.get(this.unitOfWork.manager, 'acc', id));
  }

  @Read('v2/accLevel/getByName', 'Get a level by its name', {
    section: 'v1.2:2.2.4.5',
    fails: ['levelNotFound'],
    of: LevelDto,
    aliases: ['v2/accLevel/getByName/:name'],
  })
  async getByName(@Params() { name }: LevelNameQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.getByName(this.unitOfWork.manager, 'acc', name));
  }

  @Read('accLevel/getAccLevelListByDeptCode', 'List the levels that a department gives to its people', {
    section: 'v1.2:2.2.4.6',
    fails: ['departmentNotFound'],
    of: LevelDto,
    as: 'list',
  })
  async listOfDepartment(@Params() { deptCode, ...page }: DepartmentLevelsQuery): Promise<LevelDto[]> {
    const { offset, limit } = sliceOf(page);
    const levels = await this.ofDepartments.list(this.unitOfWork.manager, deptCode, 'acc');
    return levels.slice(offset, offset + limit).map((level) => LevelDto.of(level));
  }
}
