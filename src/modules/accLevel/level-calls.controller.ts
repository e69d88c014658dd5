import type { Type } from '@nestjs/common';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { sqlState, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { AccLevelService } from './acc-level.service.js';
import { LevelDto, LevelIdQuery, LevelNameQuery, PersonLevelsQuery, SyncLevelQuery } from './level.dto.js';
import type { LevelBusiness } from './level-places.js';
import { MembershipService } from './membership.service.js';

/** A family of level calls: whose levels they are about, and where the manual describes each call. */
interface LevelFamily {
  /** First part of the paths: `accLevel`. */
  readonly resource: string;
  readonly business: LevelBusiness;
  readonly sections: Readonly<
    Record<'deleteLevel' | 'getById' | 'getByName' | 'list' | 'syncLevel' | 'syncPerson' | 'listWithTotal', string>
  >;
}

/** The database itself refuses some of these changes; those refusals have codes of their own (3.1: -40, -41). */
export async function refusedAs<T>(reason: 'grantFailed' | 'revokeFailed', change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof Error) || !/^(?:23|40|P0)/.test(sqlState(error) ?? '')) throw error;
    throw new Failure(reason, error.message);
  }
}

/**
 * The calls that every family of levels has: access control, elevators and entrance control differ in the paths and in
 * what their levels lead to, not in what is done.
 */
export function createLevelController({ resource, business, sections }: LevelFamily): Type<unknown> {
  @Resource(resource)
  class LevelController {
    constructor(
      private readonly levels: AccLevelService,
      private readonly memberships: MembershipService,
      private readonly audited: AuditedTransaction,
      private readonly unitOfWork: UnitOfWork,
    ) {}

    @Write(`${resource}/deleteLevel`, 'Take a person off levels', {
      section: sections.deleteLevel,
      fails: ['personNotFound', 'levelNotFound', 'revokeFailed'],
    })
    deleteLevel(@Params() { pin, levelIds }: PersonLevelsQuery, @CurrentCaller() caller: Caller): Promise<void> {
      const revoked = this.audited.run(caller, (tx) => this.memberships.revoke(tx, business, pin, levelIds));
      return refusedAs('revokeFailed', revoked);
    }

    @Read(`${resource}/getById/:id`, 'Get a level by its id', {
      section: sections.getById,
      fails: ['levelNotFound'],
      of: LevelDto,
      aliases: [`${resource}/getById`],
    })
    async getById(@Params() { id }: LevelIdQuery): Promise<LevelDto> {
      return LevelDto.of(await this.levels.get(this.unitOfWork.manager, business, id));
    }

    @Read(`${resource}/getByName/:name`, 'Get a level by its name', {
      section: sections.getByName,
      fails: ['levelNotFound'],
      of: LevelDto,
      aliases: [`${resource}/getByName`],
    })
    async getByName(@Params() { name }: LevelNameQuery): Promise<LevelDto> {
      return LevelDto.of(await this.levels.getByName(this.unitOfWork.manager, business, name));
    }

    @Read(`${resource}/list`, 'List the levels', { section: sections.list, of: LevelDto, as: 'list' })
    async list(@Params() page: PageQuery): Promise<LevelDto[]> {
      const levels = await this.levels.list(this.unitOfWork.manager, business, sliceOf(page));
      return levels.map((level) => LevelDto.of(level));
    }

    @Read(`v2/${resource}/list`, 'List the levels, with their total', {
      section: sections.listWithTotal,
      of: LevelDto,
      as: 'page',
    })
    async listWithTotal(@Params() page: PageQuery): Promise<Page<LevelDto>> {
      return pageOf(await this.list(page), await this.levels.count(this.unitOfWork.manager, business), sliceOf(page));
    }

    @Write(`${resource}/syncLevel`, 'Send a level to its devices again', {
      section: sections.syncLevel,
      fails: ['levelNotFound', 'levelEmpty'],
    })
    syncLevel(@Params() { levelId }: SyncLevelQuery, @CurrentCaller() caller: Caller): Promise<void> {
      return this.audited.run(caller, (tx) => this.memberships.resendLevel(tx, business, levelId));
    }

    @Write(`${resource}/syncPerson`, 'Give a person levels and send them to the devices', {
      section: sections.syncPerson,
      fails: ['personNotFound', 'levelNotFound', 'grantFailed'],
    })
    syncPerson(@Params() { pin, levelIds }: PersonLevelsQuery, @CurrentCaller() caller: Caller): Promise<void> {
      const granted = this.audited.run(caller, async (tx) => {
        await this.memberships.grant(tx, business, [pin], levelIds);
        await this.memberships.resendPerson(tx, pin, levelIds);
      });
      return refusedAs('grantFailed', granted);
    }
  }
  const name = `${resource.charAt(0).toUpperCase()}${resource.slice(1)}Controller`;
  return Object.defineProperty(LevelController, 'name', { value: name });
}
