import { Body, Param, Query, Req, type Type } from '@nestjs/common';
import { OmitType, PartialType } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { AccLevel } from '../../modules/accLevel/acc-level.entity.js';
import { AccLevelService, type NewLevel } from '../../modules/accLevel/acc-level.service.js';
import { levelCounts } from '../../modules/accLevel/level-counts.js';
import { usesOfLevels } from '../../modules/accLevel/level-uses.js';
import { placesOf, type LevelBusiness } from '../../modules/accLevel/level-places.js';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Bounds } from '../../platform/operator/bounds.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, BodyAs, Patch, Create, Read, Remove, SaysBody, Replace } from '../common/admin.js';
import { SearchQuery, searchPage, searchRows, type CountedPage, type Listed } from '../common/search-page.js';
import { invalidField } from '../common/invalid.js';
import { keepingUnseen, seenPlaces } from './unseen-places.js';
import { MembersBody, MembersView, MemberView, type LevelBody, type LevelView } from './level.dto.js';

/** The levels of a business as a resource of the admin API. */
interface LevelResource {
  readonly path: string;
  readonly business: LevelBusiness;
  readonly body: Type<LevelBody>;
  readonly view: Type<LevelView>;
  /** `an access level`, `access levels`: for the sentences of the OpenAPI document. */
  readonly one: string;
  readonly many: string;
}

const named = <T>(type: Type<T>, name: string): Type<T> => Object.defineProperty(type, 'name', { value: name });

const listed: Listed<AccLevel> = { entity: AccLevel, by: 'id', texts: ['name'], others: ['createdAt'] };

/** What this operator is bound to; null = a token, or nothing. */
const boundsOf = ({ signedIn }: FastifyRequest): Bounds | null => signedIn?.bounds ?? null;

/** The controller of the levels of a business. Only the things that they lead to differ; the body's class has them. */
export function levelResource({ path, business, body, view, one, many }: LevelResource): Type<unknown> {
  const word = body.name.replace(/Body$/, '');
  const patch = named(PartialType(OmitType(body, ['id']), { skipNullProperties: false }), `${word}Patch`);

  @AdminResource(path)
  class LevelController {
    constructor(
      private readonly levels: AccLevelService,
      private readonly membership: MembershipService,
      private readonly audited: AuditedTransaction,
      private readonly unitOfWork: UnitOfWork,
    ) {}

    @Read('', `All ${many}, by id`, { of: view, as: 'page' })
    async list(@Query() query: SearchQuery, @Req() request: FastifyRequest): Promise<CountedPage<LevelView>> {
      const tx = this.unitOfWork.manager;
      const page = await searchPage(tx, listed, query, (level) => level, { business });
      return { ...page, items: await this.views(tx, page.items, boundsOf(request)) };
    }

    // Typed as an object: the class of the body is known only at run time, and validation would use any narrower type
    // given here.
    @Create('', `Make ${one}`, { of: view })
    @SaysBody(body)
    create(
      @BodyAs(body) asked: object,
      @CurrentCaller() caller: Caller,
      @Req() request: FastifyRequest,
    ): Promise<LevelView> {
      return this.audited.run(caller, async (tx) =>
        this.view(tx, await this.levels.create(tx, business, asked as NewLevel), boundsOf(request)),
      );
    }

    @Read(':id', `Get ${one}`, { of: view })
    async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<LevelView> {
      const tx = this.unitOfWork.manager;
      return this.view(tx, await this.levels.get(tx, business, id), boundsOf(request));
    }

    @Patch(':id', 'Given values change; places are replaced as a whole', { of: view })
    @SaysBody(patch)
    patch(
      @Param('id') id: string,
      @BodyAs(patch) said: object,
      @CurrentCaller() caller: Caller,
      @Req() request: FastifyRequest,
    ): Promise<LevelView> {
      const bounds = boundsOf(request);
      return this.audited.run(caller, async (tx) => {
        const places = (await this.levels.places(tx, [id])).get(id);
        const facts = await keepingUnseen(tx, bounds, said, places);
        return this.view(tx, await this.levels.patch(tx, business, id, facts), bounds);
      });
    }

    @Remove(':id', `Remove ${one}, from everybody who has it`)
    async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
      await this.audited.run(caller, (tx) => this.levels.remove(tx, business, id));
    }

    @Read(':id/persons', 'Who has it, by pin', { of: MemberView, as: 'page' })
    async persons(@Param('id') id: string, @Query() query: SearchQuery): Promise<CountedPage<MemberView>> {
      const tx = this.unitOfWork.manager;
      await this.levels.get(tx, business, id);
      return searchRows(
        query,
        'pin',
        (search) => this.membership.members(tx, id, search),
        (member) => member,
      );
    }

    @Action(':id/persons', 'Grant it to some and take it from others; one who is refused does not keep the others', {
      of: MembersView,
    })
    async change(
      @Param('id') id: string,
      @Body() { add = [], remove = [] }: MembersBody,
      @CurrentCaller() caller: Caller,
    ): Promise<MembersView> {
      await this.levels.get(this.unitOfWork.manager, business, id);
      const taken = new Set(remove);
      const both = add.find((pin) => taken.has(pin));
      if (both !== undefined) throw invalidField('add', `and remove both name ${both}`);
      const pins = [...new Set([...remove, ...add])];
      const outcomes = await this.audited.each(
        caller,
        pins,
        (pin) => pin,
        (tx, pin) =>
          taken.has(pin)
            ? this.membership.revoke(tx, business, pin, [id])
            : this.membership.grant(tx, business, [pin], [id]),
      );
      return { items: pins.map((pin, place) => ({ pin, error: outcomes[place]?.reason ?? null })) };
    }

    @Replace(':id/persons/:pin', 'Grant it to a person')
    async grant(@Param('id') id: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
      await this.audited.run(caller, (tx) => this.membership.grant(tx, business, [pin], [id]));
    }

    @Remove(':id/persons/:pin', 'Take it from a person')
    async revoke(@Param('id') id: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
      await this.audited.run(caller, (tx) => this.membership.revoke(tx, business, pin, [id]));
    }

    private async view(tx: EntityManager, level: AccLevel, bounds: Bounds | null): Promise<LevelView> {
      const [shown] = await this.views(tx, [level], bounds);
      if (!shown) throw new Error(`level ${level.id} has no view`);
      return shown;
    }

    private async views(tx: EntityManager, levels: readonly AccLevel[], bounds: Bounds | null): Promise<LevelView[]> {
      const ids = levels.map(({ id }) => id);
      const places = await seenPlaces(tx, bounds, await this.levels.places(tx, ids));
      const counts = await levelCounts(tx, ids, bounds);
      const uses = await usesOfLevels(tx, ids, bounds);
      return levels.map(({ id, name, timeZoneId, areaCode, updatedAt }) => ({
        id,
        name,
        timeZoneId,
        areaCode,
        updatedAt,
        ...(counts.get(id) ?? { doorCount: 0, personCount: 0, warnings: [] }),
        usedBy: [...(uses.get(id) ?? [])],
        ...Object.fromEntries(placesOf[business].map((field) => [field, places.get(id)?.[field] ?? []])),
      }));
    }
  }
  return named(LevelController, `${word}Controller`);
}
