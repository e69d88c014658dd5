import { Body, Param, Query } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoorPreparationService } from '../../modules/door/door-preparation.service.js';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { Door } from '../../modules/door/door.entity.js';
import { Reader } from '../../modules/door/reader.entity.js';
import { SearchedPartsQuery, ReaderBody, ReaderPatch, ReaderView, simpleValues, toReaderView } from './door.dto.js';
import { AdminResource, Patch, Create, Read } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';

const listed: Listed<Reader> = { entity: Reader, by: 'id', texts: ['name'], shownAs: { number: 'readerNo' } };

@AdminResource('readers')
export class AdminReaderController {
  constructor(
    private readonly doors: DoorSettingsService,
    private readonly preparation: DoorPreparationService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Readers; they come from the registration of their device', { of: ReaderView, as: 'page' })
  async list(@Query() query: SearchedPartsQuery): Promise<CountedPage<ReaderView>> {
    const tx = this.unitOfWork.manager;
    const where = query.sn === undefined ? {} : { doorId: In(await doorIdsOf(tx, query.sn)) };
    const page = await searchPage(tx, listed, query, (reader) => reader, where);
    const doors = await tx.findBy(Door, { id: In(page.items.map(({ doorId }) => doorId)) });
    const byId = new Map(doors.map((door) => [door.id, door]));
    for (const reader of page.items) reader.door = byId.get(reader.doorId) ?? reader.door;
    return { ...page, items: page.items.map(toReaderView) };
  }

  @Create('', 'Name a reader before its device registers', { of: ReaderView })
  async create(@Body() body: ReaderBody, @CurrentCaller() caller: Caller): Promise<ReaderView> {
    return toReaderView(await this.audited.run(caller, (tx) => this.preparation.addReader(tx, body)));
  }

  @Read(':id', 'One reader', { of: ReaderView })
  async get(@Param('id') id: string): Promise<ReaderView> {
    return toReaderView(await this.doors.getReader(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name and settings', { of: ReaderView })
  async patch(
    @Param('id') id: string,
    @Body() body: ReaderPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ReaderView> {
    const facts = { name: body.name, settings: simpleValues('settings', body.settings) };
    return toReaderView(await this.audited.run(caller, (tx) => this.doors.patchReader(tx, id, facts)));
  }
}

async function doorIdsOf(tx: EntityManager, sn: string): Promise<string[]> {
  const doors = await tx.find(Door, { where: { deviceSn: sn }, select: { id: true } });
  return doors.map(({ id }) => id);
}
