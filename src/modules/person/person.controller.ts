import type { EntityManager } from 'typeorm';
import { MembershipService } from '../accLevel/membership.service.js';
import { PersonLevelsService, type PersonWithLevelsInput } from '../accLevel/person-levels.service.js';
import { bulkAnswer, doEach, readEach } from '../../facade/bulk.js';
import type { Verbatim } from '../../facade/envelope.js';
import { Compat } from '../../facade/compat.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { Items, Params, type Item } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { ComparisonPhotoService } from '../bioTemplate/comparison-photo.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { PinQuery } from './card.dto.js';
import { PersonListService, type PersonRecord } from './person-list.service.js';
import {
  base64,
  DetectFaceParams,
  factsOf,
  LeaveParams,
  personDto,
  PersonOwnPhotoDto,
  PersonNameQuery,
  PersonParams,
  PersonPhotoDto,
  PhotoParams,
  withPhotos,
} from './person.dto.js';
import { PersonService } from './person.service.js';
import { checkQuality } from './photo-quality.js';
import { takenMails } from './unique-mail.js';

const saving = [
  'pinInvalid',
  'mailTaken',
  'departmentNotFound',
  'cardTaken',
  'levelNotFound',
  'passwordTaken',
  'photoInvalid',
  'timeRangeInvalid',
] as const;

@Resource('person')
export class PersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly people: PersonListService,
    private readonly comparisons: ComparisonPhotoService,
    private readonly memberships: MembershipService,
    private readonly withLevels: PersonLevelsService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('person/add', 'Add or edit a person; a list of them as well', {
    section: '2.13.1',
    fails: saving,
    json: true,
    many: true,
  })
  add(
    @Items(PersonParams) items: Item<PersonParams>[],
    @CurrentCaller() caller: Caller,
    @Compat() compatibility: Compatibility,
  ): Promise<Verbatim | undefined> {
    return this.saveEach(caller, items, compatibility);
  }

  @Write('v2/person/addPersons', 'Add or edit several persons', {
    section: 'v1.2:2.1.1.14',
    fails: saving,
    json: true,
    many: true,
  })
  addPersons(
    @Items(PersonParams) items: Item<PersonParams>[],
    @CurrentCaller() caller: Caller,
    @Compat() compatibility: Compatibility,
  ): Promise<Verbatim | undefined> {
    return this.saveEach(caller, items, compatibility);
  }

  @Write('person/addPersonnelBasicInfo', 'Add or edit the basic facts of a person', {
    section: '2.13.7',
    fails: saving,
    json: true,
  })
  addPersonnelBasicInfo(
    @Params() params: PersonParams,
    @CurrentCaller() caller: Caller,
    @Compat() compatibility: Compatibility,
  ): Promise<void> {
    return this.save(caller, params, 'save', compatibility);
  }

  @Write('person/reinstated', 'Take back a person who left', {
    section: '2.13.10',
    fails: ['personNotFound', ...saving.filter((reason) => reason !== 'pinInvalid')],
    json: true,
  })
  reinstated(
    @Params() params: PersonParams,
    @CurrentCaller() caller: Caller,
    @Compat() compatibility: Compatibility,
  ): Promise<void> {
    return this.save(caller, params, 'reinstate', compatibility);
  }

  @Read('person/get/:pin', 'Get a person', { section: '2.13.3', fails: ['personNotFound'], of: PersonOwnPhotoDto })
  async get(@Params() { pin }: PinQuery): Promise<PersonOwnPhotoDto> {
    const record = await this.record(pin);
    return { ...personDto(record), personPhoto: base64(await this.ownPhoto(record)) };
  }

  @Read('person/getByName/:name', 'Get a person by the whole first name; an array where there are none or several', {
    section: 'none',
    of: PersonOwnPhotoDto,
    as: 'oneOrList',
  })
  async getByName(@Params() { name }: PersonNameQuery): Promise<PersonOwnPhotoDto | PersonOwnPhotoDto[]> {
    const found = await this.people.named(this.unitOfWork.manager, name);
    const photos = await this.people.photos(
      this.unitOfWork.manager,
      found.map(({ id }) => id),
    );
    const all = found.map((record) => ({ ...personDto(record), personPhoto: base64(photos.get(record.id)) }));
    return all.length === 1 && all[0] ? all[0] : all;
  }

  @Read('person/get', 'Get a person, with both photos', {
    section: 'v1.2:2.1.1.5',
    fails: ['personNotFound'],
    of: PersonPhotoDto,
    aliases: ['v2/person/get', 'v2/person/get/:pin'],
  })
  async getWithPhoto(@Params() { pin }: PinQuery): Promise<PersonPhotoDto> {
    const record = await this.record(pin);
    const tx = this.unitOfWork.manager;
    const comparison = (await this.comparisons.of(tx, [record.id])).get(record.id);
    return withPhotos(record, { own: await this.ownPhoto(record), comparison });
  }

  @Write('person/leave', 'A person leaves', { section: '2.13.6', fails: ['personNotFound'], json: true })
  async leave(@Params() { pin, leaveDate, leaveType }: LeaveParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.persons.leave(tx, pin, leaveDate ?? null, leaveType ?? null));
  }

  @Write('person/updatePersonnelPhoto', 'Set the photo of a person; nothing happens without one', {
    section: '2.13.8',
    fails: ['personNotFound', 'photoInvalid'],
    json: true,
  })
  async updatePersonnelPhoto(
    @Params() { pin, personPhoto }: PhotoParams,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const facts = personPhoto ? await factsOf({ pin, personPhoto }) : {};
    await this.audited.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      if (personPhoto) await this.persons.save(tx, pin, facts);
    });
  }

  @Write('v2/person/detectFace', 'Whether a photo will do for devices; whether it shows a face is not looked at', {
    section: 'v1.2:2.1.1.16',
    fails: [
      'photoTooSmall',
      'photoTooDark',
      'photoOverExposed',
      'photoNotInColour',
      'photoUnqualified',
      'photoBlurred',
    ],
    json: true,
  })
  async detectFace(@Params() { personPhoto }: DetectFaceParams): Promise<void> {
    await checkQuality(personPhoto);
  }

  private async ownPhoto({ id, photoName }: PersonRecord): Promise<Buffer | undefined> {
    return photoName ? (await this.people.photos(this.unitOfWork.manager, [id])).get(id) : undefined;
  }

  private async record(pin: string): Promise<PersonRecord> {
    const record = await this.people.record(pin);
    if (!record) throw new Failure('personNotFound', `The person ${pin} does not exist`);
    return record;
  }

  private async save(
    caller: Caller,
    params: PersonParams,
    how: 'save' | 'reinstate',
    { unknownLevels, uniqueEmail }: Compatibility,
  ): Promise<void> {
    const said = { pin: params.pin, accLevelIds: params.accLevelIds, facts: await factsOf(params) };
    await this.audited.run(caller, async (tx) => {
      const [taken] = uniqueEmail === 'on' ? await takenMails(tx, [said]) : [];
      if (taken) throw taken;
      const [known] = unknownLevels === 'ignore' ? await this.withLevels.knownOnly(tx, [said]) : [];
      await this.write(tx, known ?? said, how);
    });
  }

  /** As the token of the client wants it. */
  private async saveAll(
    tx: EntityManager,
    persons: readonly PersonWithLevelsInput[],
    { unknownLevels, uniqueEmail }: Compatibility,
  ): Promise<(Failure | null)[]> {
    const taken = uniqueEmail === 'on' ? await takenMails(tx, persons) : persons.map(() => null);
    const free = persons.filter((_, place) => taken[place] === null);
    const known = unknownLevels === 'ignore' ? await this.withLevels.knownOnly(tx, free) : free;
    const outcomes = await this.withLevels.saveAll(tx, known);
    return taken.map((refused) => refused ?? outcomes.shift() ?? null);
  }

  /** Each person is handled alone: one that is refused does not stop the others. */
  private async saveEach(
    caller: Caller,
    items: readonly Item<PersonParams>[],
    compatibility: Compatibility,
  ): Promise<Verbatim | undefined> {
    const read = await readEach(
      items,
      ({ pin }) => pin,
      async (params) => ({ pin: params.pin, accLevelIds: params.accLevelIds, facts: await factsOf(params) }),
    );
    const outcomes = await doEach(read, (some) =>
      this.audited.sets(
        caller,
        some,
        ({ name }) => name,
        (tx, items) =>
          this.saveAll(
            tx,
            items.map(({ value }) => value),
            compatibility,
          ),
      ),
    );
    return bulkAnswer(outcomes);
  }

  private async write(
    tx: EntityManager,
    { pin, accLevelIds, facts }: PersonWithLevelsInput,
    how: 'save' | 'reinstate',
  ): Promise<void> {
    const levelIds = accLevelIds && (await this.memberships.grantedBy(tx, pin, accLevelIds));
    await this.persons[how](tx, pin, facts);
    if (levelIds) await this.memberships.replace(tx, 'acc', pin, levelIds);
  }
}
