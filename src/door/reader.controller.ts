import { ApiProperty } from '@nestjs/swagger';
import { Read, Resource } from '../api/endpoint.js';
import { Text } from '../api/fields.js';
import { PageQuery, sliceOf } from '../api/page.js';
import { Params } from '../api/params.js';
import { Work } from '../db/work.js';
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
    private readonly work: Work,
  ) {}

  @Read('reader/accList', 'List the readers of doors', { section: '2.14.1', of: ReaderDto, as: 'list' })
  accList(@Params() page: PageQuery): Promise<ReaderDto[]> {
    return this.readers.list(this.work.manager, sliceOf(page));
  }

  @Read('reader/getAcc', 'Get a reader', { section: '2.14.2', of: ReaderDto })
  getAcc(@Params() { id }: ReaderIdQuery): Promise<ReaderDto> {
    return this.readers.get(this.work.manager, id);
  }
}
