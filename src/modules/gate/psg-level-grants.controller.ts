import { AccLevelService } from '../accLevel/acc-level.service.js';
import { refusedAs } from '../accLevel/level-calls.controller.js';
import { LevelDto, LevelIdQuery, LevelNameQuery } from '../accLevel/level.dto.js';
import { MembershipService } from '../accLevel/membership.service.js';
import { bulkAnswer, doEach, readEach } from '../../facade/bulk.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import type { Verbatim } from '../../facade/envelope.js';
import { Text, Texts } from '../../facade/fields.js';
import { Items, Params, type Item } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';

const mostPins = 500;

class LevelPins {
  @Text('Level id', { missing: 'levelMissing', aliases: ['id'] }) levelId!: string;
  @Texts('Person numbers, at most 500', { missing: 'personOrLevelMissing', aliases: ['pin'] }) pins!: string[];
}

class PersonLevels {
  @Texts('Person number; several, at most 500, are given the same levels', {
    missing: 'personOrLevelMissing',
    aliases: ['pins'],
    example: '1234',
  })
  pin!: string[];
  @Texts('Level ids', { missing: 'personOrLevelMissing', aliases: ['levelId'] }) levelIds!: string[];
}

/** Which persons get which levels. */
interface Grants {
  readonly pins: readonly string[];
  readonly levelIds: readonly string[];
}

/** Calls of the later manual for levels of gates, beside the calls of all families. */
@Resource('psgLevel')
export class PsgLevelGrantsController {
  constructor(
    private readonly levels: AccLevelService,
    private readonly memberships: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('v2/psgLevel/getById/:id', 'Get a level by its id', {
    section: 'v1.2:2.9.3.4',
    fails: ['levelNotFound'],
    of: LevelDto,
    aliases: ['v2/psgLevel/getById'],
  })
  async getById(@Params() { id }: LevelIdQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.get(this.unitOfWork.manager, 'psg', id));
  }

  @Read('v2/psgLevel/getByName/:name', 'Get a level by its name', {
    section: 'v1.2:2.9.3.5',
    fails: ['levelNotFound'],
    of: LevelDto,
    aliases: ['v2/psgLevel/getByName'],
  })
  async getByName(@Params() { name }: LevelNameQuery): Promise<LevelDto> {
    return LevelDto.of(await this.levels.getByName(this.unitOfWork.manager, 'psg', name));
  }

  @Write('v2/psgLevel/addLevelByLevel', 'Give levels to persons, level by level', {
    section: 'v1.2:2.9.3.10',
    fails: ['personNotFound', 'levelNotFound', 'tooManyPins', 'grantFailed'],
    json: true,
    many: true,
  })
  async addLevelByLevel(
    @Items(LevelPins) items: Item<LevelPins>[],
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    const read = await readEach(
      items,
      ({ levelId }) => levelId,
      ({ levelId, pins }) => grantsOf({ pins, levelIds: [levelId] }),
    );
    return this.grantEach(caller, read);
  }

  @Write('v2/psgLevel/addLevelByPerson', 'Give levels to persons, person by person', {
    section: 'v1.2:2.9.3.11',
    fails: ['personNotFound', 'levelNotFound', 'tooManyPins', 'grantFailed'],
    json: true,
    many: true,
  })
  async addLevelByPerson(
    @Items(PersonLevels) items: Item<PersonLevels>[],
    @CurrentCaller() caller: Caller,
  ): Promise<Verbatim | undefined> {
    const read = await readEach(
      items,
      ({ pin }) => pin.join(','),
      ({ pin, levelIds }) => grantsOf({ pins: pin, levelIds }),
    );
    return this.grantEach(caller, read);
  }

  /** Each item is done alone, and completely or not at all. */
  private async grantEach(
    caller: Caller,
    read: Awaited<ReturnType<typeof readEach<object, Grants>>>,
  ): Promise<Verbatim | undefined> {
    const outcomes = await doEach(read, (some) =>
      refusedAs(
        'grantFailed',
        this.audited.each(
          caller,
          some,
          ({ name }) => name,
          (tx, { value }) => this.memberships.grant(tx, 'psg', value.pins, value.levelIds),
        ),
      ),
    );
    return bulkAnswer(outcomes);
  }
}

function grantsOf(grants: Grants): Grants {
  if (grants.pins.length > mostPins) throw new Failure('tooManyPins', `pins must not be more than ${mostPins}`);
  return grants;
}
