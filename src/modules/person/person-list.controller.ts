import type { StreamableFile } from '@nestjs/common';
import { Resource, Write } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { streamedList, streamedPage } from '../../facade/streamed.js';
import { ComparisonPhotoService } from '../bioTemplate/comparison-photo.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonListService, type PersonRecord } from './person-list.service.js';
import { fullRecord, PersonListParams, PersonPhotoDto, PersonRecordDto, withPhotos } from './person.dto.js';

/** Persons whose photos are held at once; longer lists are sent piece by piece. */
const together = 5;

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
  async list(@Params() params: PersonListParams): Promise<PersonPhotoDto[] | StreamableFile> {
    const records = await this.people.list(this.unitOfWork.manager, params, sliceOf(params));
    if (records.length > together) return streamedList(inPieces(records, (some) => this.withBoth(some)));
    return this.withBoth(records);
  }

  @Write('v2/person/getPersonList', 'List people, with their total', {
    section: '2.13.9',
    of: PersonRecordDto,
    as: 'page',
    json: true,
    also: ['GET v2/person/getPersonList'],
  })
  async listWithTotal(@Params() params: PersonListParams): Promise<Page<PersonRecordDto> | StreamableFile> {
    const slice = sliceOf(params);
    const total = await this.people.count(this.unitOfWork.manager, params);
    const records = await this.people.list(this.unitOfWork.manager, params, slice);
    if (records.length > together) {
      return streamedPage(
        pageOf([], total, slice),
        inPieces(records, (some) => this.full(some)),
      );
    }
    return pageOf(await this.full(records), total, slice);
  }

  private async withBoth(records: readonly PersonRecord[]): Promise<PersonPhotoDto[]> {
    const own = await this.own(records);
    const taken = await this.comparisons.of(this.unitOfWork.manager, idsOf(records));
    return records.map((record) => withPhotos(record, { own: own.get(record.id), comparison: taken.get(record.id) }));
  }

  private async full(records: readonly PersonRecord[]): Promise<PersonRecordDto[]> {
    const own = await this.own(records);
    const taken = await this.comparisons.names(this.unitOfWork.manager, idsOf(records));
    return records.map((record) => fullRecord(record, taken.get(record.id), own.get(record.id)));
  }

  private own(records: readonly PersonRecord[]): Promise<ReadonlyMap<string, Buffer>> {
    return this.people.photos(this.unitOfWork.manager, idsOf(records.filter(({ photoName }) => photoName)));
  }
}

async function* inPieces<T extends object>(
  records: readonly PersonRecord[],
  rowsOf: (some: readonly PersonRecord[]) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let at = 0; at < records.length; at += together) yield await rowsOf(records.slice(at, at + together));
}

const idsOf = (records: readonly PersonRecord[]) => records.map(({ id }) => id);
