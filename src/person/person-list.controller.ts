import { Resource, Write } from '../api/endpoint.js';
import { pageOf, sliceOf, type Page } from '../api/page.js';
import { Params } from '../api/params.js';
import { Work } from '../db/work.js';
import { PersonListService } from './person-list.service.js';
import { fullRecord, PersonListParams, PersonPhotoDto, PersonRecordDto, withPhoto } from './person.dto.js';

@Resource('person')
export class PersonListController {
  constructor(
    private readonly people: PersonListService,
    private readonly work: Work,
  ) {}

  @Write('person/getPersonList', 'List people by their numbers and departments', {
    section: '2.13.4',
    of: PersonPhotoDto,
    as: 'list',
    json: true,
    also: ['GET person/getPersonList'],
  })
  async list(@Params() params: PersonListParams): Promise<PersonPhotoDto[]> {
    const records = await this.people.list(this.work.manager, params, sliceOf(params));
    const withOne = records.filter(({ photoName }) => photoName).map(({ id }) => id);
    const photos = await this.people.photos(this.work.manager, withOne);
    return records.map((record) => withPhoto(record, photos.get(record.id)));
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
    const total = await this.people.count(this.work.manager, params);
    const records = await this.people.list(this.work.manager, params, slice);
    return pageOf(records.map(fullRecord), total, slice);
  }
}
