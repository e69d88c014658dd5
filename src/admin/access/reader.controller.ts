import { Body, Param, Query } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoorPreparationService } from '../../modules/door/door-preparation.service.js';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { Reader } from '../../modules/door/reader.entity.js';
import { PartsQuery, ReaderBody, ReaderPatch, ReaderView, simpleValues, toReaderView } from './door.dto.js';
import { AdminResource, Patch, Create, Read } from '../common/admin.js';
import { cursorKey, pageOf, usualLimit, type Page } from '../common/page.js';

@AdminResource('readers')
export class AdminReaderController {
  constructor(
    private readonly doors: DoorSettingsService,
    private readonly preparation: DoorPreparationService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Readers; they come from the registration of their device', { of: ReaderView, as: 'page' })
  async list(@Query() { limit = usualLimit, cursor, sn }: PartsQuery): Promise<Page<ReaderView>> {
    const after = cursorKey(cursor);
    const rows = await this.unitOfWork.manager.find(Reader, {
      where: {
        ...(after === undefined ? {} : { id: MoreThan(String(after)) }),
        ...(sn === undefined ? {} : { door: { deviceSn: sn } }),
      },
      relations: { door: true },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => id, toReaderView);
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
