import { ApiProperty } from '@nestjs/swagger';
import { Read, Resource } from '../../facade/endpoint.js';
import { Text } from '../../facade/fields.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ReaderService } from './reader.service.js';

class ReaderIdQuery {
  @Text('Reader id', { missing: 'readerMissing' }) id!: string;
}

export class ReaderDto {
  @ApiProperty() id!: string;
  @ApiProperty() doorId!: string;
  @ApiProperty({ example: '192.168.214.15-1-In' }) name!: string;
  @ApiProperty({ example: 1 }) readerNo!: number;
  @ApiProperty({ description: '0 in, 1 out' }) readerState!: number;
}

@Resource('reader')
export class ReaderController {
  constructor(
    private readonly readers: ReaderService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('reader/accList', 'List the readers of doors', { section: '2.14.1', of: ReaderDto, as: 'list' })
  accList(@Params() page: PageQuery): Promise<ReaderDto[]> {
    return this.readers.list(this.unitOfWork.manager, sliceOf(page));
  }

  @Read('v2/reader/list', 'List the readers of doors, with their total', {
    section: 'v1.2:2.2.3.3',
    of: ReaderDto,
    as: 'page',
    aliases: ['v2/reader/accList'],
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<ReaderDto>> {
    const slice = sliceOf(page);
    const total = await this.readers.count(this.unitOfWork.manager);
    return pageOf(await this.readers.list(this.unitOfWork.manager, slice), total, slice);
  }

  @Read('reader/getAcc', 'Get a reader', {
    section: '2.14.2',
    fails: ['readerNotFound'],
    of: ReaderDto,
    aliases: ['reader/getAcc/:id'],
  })
  getAcc(@Params() { id }: ReaderIdQuery): Promise<ReaderDto> {
    return this.readers.get(this.unitOfWork.manager, id);
  }
}
