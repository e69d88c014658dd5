import { Param, Query, type Type } from '@nestjs/common';
import { IntersectionType, OmitType, PartialType } from '@nestjs/swagger';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { maskSecretFacts } from '../../platform/crypto/sealed-fields.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { RuleKind } from '../../modules/rule/rule.js';
import { RuleService, saidOf, type RuleRecord, type RuleInput } from '../../modules/rule/rule.service.js';
import { RuleStatusService } from '../../sync/status/rule-status.service.js';
import { AdminResource, BodyAs, Patch, Create, Read, Remove, SaysBody } from '../common/admin.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';
import { RuleBody, RuleState } from './rule.dto.js';

/** A kind of rule as a resource of the admin API. */
interface RuleResource {
  readonly kind: RuleKind;
  /** The class of the body. */
  readonly body: Type<RuleBody>;
  /** `a linkage`, `linkages`: for the sentences of the document. */
  readonly one: string;
  readonly many: string;
}

const named = <T>(type: Type<T>, name: string): Type<T> => Object.defineProperty(type, 'name', { value: name });

/** The classes of a resource, which the OpenAPI document shows under its name. */
function classesOf({ body }: RuleResource) {
  const word = body.name.replace(/Body$/, '');
  const said = OmitType(body, ['id']);
  return {
    patch: named(PartialType(said, { skipNullProperties: false }) as Type<object>, `${word}Patch`),
    view: named(IntersectionType(said, RuleState) as Type<object>, `${word}View`),
    word,
  };
}

function viewOf(kind: RuleKind, record: RuleRecord, devices?: RuleState['devices']): RuleState {
  const { id, number, updatedAt } = record.rule;
  const said = maskSecretFacts(saidOf(kind, record), kind.secrets ?? []);
  return { id, ...(kind.numbered ? { number } : {}), ...said, ...(devices ? { devices } : {}), updatedAt };
}

/**
 * The controller of a kind of rule. All kinds are made, changed and deleted in the same way. Only their fields differ:
 * the class of the body has them, and the declaration of the kind.
 */
export function createRuleController(resource: RuleResource): Type<unknown> {
  const { kind, body, one, many } = resource;
  const { patch, view, word } = classesOf(resource);

  @AdminResource(kind.name)
  class RuleController {
    constructor(
      private readonly rules: RuleService,
      private readonly status: RuleStatusService,
      private readonly audited: AuditedTransaction,
      private readonly unitOfWork: UnitOfWork,
    ) {}

    @Read('', `All ${many}, by id`, { of: view, as: 'page' })
    list(@Query() query: SearchQuery): Promise<CountedPage<RuleState>> {
      const tx = this.unitOfWork.manager;
      return searchRows(
        query,
        'id',
        (search) => this.rules.search(tx, kind, search),
        (record) => viewOf(kind, record),
      );
    }

    // Typed as an object: the class of the body is known only at run time, and validation would use any narrower type
    // given here.
    @Create('', `Make ${one}`, { of: view })
    @SaysBody(body)
    async create(@BodyAs(body) asked: object, @CurrentCaller() caller: Caller): Promise<RuleState> {
      const { id, ...said } = asked as RuleBody;
      return this.shown(await this.audited.run(caller, (tx) => this.rules.create(tx, kind, said as RuleInput, id)));
    }

    @Read(':id', `Get ${one}, and how far its devices are`, { of: view })
    async get(@Param('id') id: string): Promise<RuleState> {
      return this.shown(await this.rules.get(this.unitOfWork.manager, kind, id));
    }

    @Patch(':id', `Change ${one}; a list is replaced as a whole`, { of: view })
    @SaysBody(patch)
    async patch(
      @Param('id') id: string,
      @BodyAs(patch) said: object,
      @CurrentCaller() caller: Caller,
    ): Promise<RuleState> {
      return this.shown(await this.audited.run(caller, (tx) => this.rules.patch(tx, kind, id, said as RuleInput)));
    }

    @Remove(':id', `Remove ${one}`)
    async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
      await this.audited.run(caller, (tx) => this.rules.remove(tx, kind, id));
    }

    private async shown(record: RuleRecord): Promise<RuleState> {
      return viewOf(kind, record, await this.status.of(this.unitOfWork.manager, record));
    }
  }
  return named(RuleController, `${word}Controller`);
}
