import { Read, Resource, Write } from '../api/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../api/page.js';
import { Params } from '../api/params.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import { LevelDto, LevelIdQuery, LevelNameQuery, PersonLevelsQuery, SyncLevelQuery } from './acc-level.dto.js';
import { AccLevelService } from './acc-level.service.js';
import { MembershipService } from './membership.service.js';

@Resource('accLevel')
export class AccLevelController {
  constructor(
    private readonly levels: AccLevelService,
    private readonly memberships: MembershipService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Write('accLevel/deleteLevel', 'Take a person off levels', { section: '2.1.1' })
  deleteLevel(@Params() { pin, levelIds }: PersonLevelsQuery, @By() caller: Caller): Promise<void> {
    return this.calls.run(caller, (tx) => this.memberships.revoke(tx, pin, levelIds));
  }

  @Read('accLevel/getById/:id', 'Get a level by its id', {
    section: '2.1.2',
    of: LevelDto,
    aliases: ['accLevel/getById'],
  })
  async getById(@Params() { id }: LevelIdQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.get(this.work.manager, id));
  }

  @Read('accLevel/getByName/:name', 'Get a level by its name', {
    section: '2.1.3',
    of: LevelDto,
    aliases: ['accLevel/getByName'],
  })
  async getByName(@Params() { name }: LevelNameQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.getByName(this.work.manager, name));
  }

  @Read('accLevel/list', 'List the levels', { section: '2.1.4', of: LevelDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<LevelDto[]> {
    const levels = await this.levels.list(this.work.manager, sliceOf(page));
    return levels.map((level) => LevelDto.of(level));
  }

  @Read('v2/accLevel/list', 'List the levels, with their total', { section: '2.1.7', of: LevelDto, as: 'page' })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<LevelDto>> {
    return pageOf(await this.list(page), await this.levels.count(this.work.manager), sliceOf(page));
  }

  @Write('accLevel/syncLevel', 'Send a level to its devices again', { section: '2.1.5' })
  syncLevel(@Params() { levelId }: SyncLevelQuery, @By() caller: Caller): Promise<void> {
    return this.calls.run(caller, (tx) => this.memberships.resendLevel(tx, levelId));
  }

  @Write('accLevel/syncPerson', 'Give a person levels and send them to the devices', { section: '2.1.6' })
  syncPerson(@Params() { pin, levelIds }: PersonLevelsQuery, @By() caller: Caller): Promise<void> {
    return this.calls.run(caller, async (tx) => {
      await this.memberships.grant(tx, pin, levelIds);
      await this.memberships.resendPerson(tx, pin, levelIds);
    });
  }
}
