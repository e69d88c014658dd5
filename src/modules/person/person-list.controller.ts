import { Resource, Write } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { ComparisonPhotoService } from '../bioTemplate/comparison-photo.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonListService, type PersonRecord } from './person-list.service.js';
import { fullRecord, PersonListParams, PersonPhotoDto, PersonRecordDto, withPhotos } from './person.dto.js';

@Resource('person')
export class PersonListController {
  constructor(
    private readonly people: PersonListService,
    private readonly comparisons: ComparisonPhotoService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('person/getPersonList', 'List people by their numbers and departments', {
    section: '2.13.4',
    of: PersonPhotoDto,
    as: 'list',
    json: true,
    also: ['GET person/getPersonList'],
  })
  async list(@Params() params: PersonListParams): Promise<PersonPhotoDto[]> {
    const tx = this.unitOfWork.manager;
    const records = await this.people.list(tx, params, sliceOf(params));
    const own = await this.people.photos(tx, idsOf(records.filter(({ photoName }) => photoName)));
    const taken = await this.comparisons.of(tx, idsOf(records));
    return records.map((record) => withPhotos(record, { own: own.get(record.id), comparison: taken.get(record.id) }));
  }

  @Write('v2/person/getPersonList', 'List people, with their total', {
    section: '2.13.9',
    of: PersonRecordDto,
    as: 'page',
    json: true,
    also: ['GET v2/person/getPersonList'],
  })
  async listWithTotal(@Params() params: PersonListParams): Promise<Page<PersonRecordDto>> {
    const slice = sliceOf(params);
    const total = await this.people.count(this.unitOfWork.manager, params);
    const records = await this.people.list(this.unitOfWork.manager, params, slice);
    const taken = await this.comparisons.names(this.unitOfWork.manager, idsOf(records));
    return pageOf(
      records.map((record) => fullRecord(record, taken.get(record.id))),
      total,
      slice,
    );
  }
}

const idsOf = (records: readonly PersonRecord[]) => records.map(({ id }) => id);
