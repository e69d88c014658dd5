import type { Readable } from 'node:stream';
import { Param, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FirmwareService } from '../../modules/file/firmware.service.js';
import { StoredFile } from '../../modules/file/stored-file.entity.js';
import { streamed } from '../../platform/http/body-parser.js';
import { filePart, isMultipart } from '../../platform/http/multipart.js';
import { FirmwareView, toFirmwareView, UploadQuery } from './firmware.dto.js';
import { AdminResource, Create, Read, Remove } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';

const binary = { type: 'string', format: 'binary' } as const;

const listed: Listed<StoredFile> = { entity: StoredFile, by: 'id', texts: ['name'], others: ['size', 'createdAt'] };

/** Firmware for devices; `POST /devices/{sn}/upgrade` sends it. */
@AdminResource('firmware')
export class FirmwareController {
  constructor(
    private readonly firmware: FirmwareService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Firmware by id', { of: FirmwareView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<FirmwareView>> {
    const which = { kind: 'firmware', complete: true };
    return searchPage(this.unitOfWork.manager, listed, query, toFirmwareView, which);
  }

  @Create('', 'Upload a firmware file: as the body with its name in the query, or as a form with one file', {
    of: FirmwareView,
  })
  @RouteConfig(streamed)
  @ApiConsumes('application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: binary })
  async upload(
    @Query() { name }: UploadQuery,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<FirmwareView> {
    const file = await uploaded(request, name);
    const id = await this.firmware.keep(this.firmware.checkedName(file.name), file.content);
    return toFirmwareView(await this.audited.run(caller, (tx) => this.firmware.finish(tx, id)));
  }

  @Read(':id', 'One firmware file', { of: FirmwareView })
  async get(@Param('id') id: string): Promise<FirmwareView> {
    return toFirmwareView(await this.firmware.get(this.unitOfWork.manager, id));
  }

  @Remove(':id', 'Remove a firmware file; not while a device is to fetch it')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.firmware.remove(tx, id));
  }
}

async function uploaded({ headers, body }: FastifyRequest, name: string | undefined) {
  const content = body as Readable | undefined;
  if (!content) throw invalidField('file', 'is needed', 'missing');
  const label = headers['content-type'] ?? '';
  if (isMultipart(label)) {
    const part = await filePart(label, content);
    return { name: name ?? part.name, content: part.content };
  }
  if (name === undefined) throw invalidField('name', 'is needed', 'missing');
  return { name, content };
}
