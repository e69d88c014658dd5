import { Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Read, Remove, Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { MediaAddParams, MediaDto, MediaNameQuery } from './media.dto.js';
import { MediaService } from './media.service.js';
import { takeUpload } from './media-upload.dto.js';
import { ScreenWatchService } from './screen-watch.service.js';

/** The form of an upload, for the document. */
export const mediaForm = {
  schema: {
    type: 'object',
    required: ['File', 'mediaName'],
    properties: {
      File: { type: 'string', format: 'binary', description: 'A picture or a video' },
      mediaName: { type: 'string', maxLength: 100 },
    },
  },
};

@Resource('adMedia')
export class AdMediaController {
  constructor(
    private readonly media: MediaService,
    private readonly watch: ScreenWatchService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('adMedia/add', 'Add a picture or a video for screens, or replace the one of that name', {
    section: '2.6.1',
    fails: ['mediaFormat'],
  })
  @RouteConfig(streamed)
  @ApiConsumes('multipart/form-data')
  @ApiBody(mediaForm)
  async add(@Params() { mediaName }: MediaAddParams, @Req() request: FastifyRequest, @CurrentCaller() caller: Caller) {
    const { name, kept } = await takeUpload(this.media, request, { field: 'mediaName', name: mediaName });
    await this.audited.run(
      caller,
      (tx) => this.media.save(tx, name, kept),
      ({ size, suffix }) => ({ mediaName: name, size, suffix }),
    );
    this.watch.job.soon();
  }

  @Remove('adMedia/delete/:name', 'Delete a media by its name', {
    section: '2.6.2',
    fails: ['mediaNotFound'],
    also: ['POST adMedia/delete/:name', 'POST adMedia/delete', 'DELETE adMedia/delete'],
  })
  async remove(@Params() { name }: MediaNameQuery, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.media.remove(tx, name));
  }

  @Read('adMedia/get/:name', 'Get a media by its name', {
    section: '2.6.3',
    fails: ['mediaNotFound'],
    of: MediaDto,
    as: 'list',
    aliases: ['adMedia/get'],
  })
  async get(@Params() { name }: MediaNameQuery): Promise<MediaDto[]> {
    return [MediaDto.of(await this.media.get(this.unitOfWork.manager, name))];
  }
}
