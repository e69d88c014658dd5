import { Body, Param, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { mediaForm } from '../../modules/media/ad-media.controller.js';
import { Media } from '../../modules/media/media.entity.js';
import { MediaService } from '../../modules/media/media.service.js';
import { takeUpload } from '../../modules/media/media-upload.dto.js';
import { ScreenService } from '../../modules/media/screen.service.js';
import { ScreenWatchService } from '../../modules/media/screen-watch.service.js';
import { Action, AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  MediaPatch,
  MediaScreenView,
  MediaUploadQuery,
  MediaView,
  toMediaScreenView,
  toMediaView,
} from './media.dto.js';

const listed: Listed<Media> = {
  entity: Media,
  by: 'name',
  texts: ['name'],
  others: ['size', 'createdAt', 'updatedAt'],
};

/** Pictures and videos for the advertising screens of channel controllers. */
@AdminResource('media')
export class AdminMediaController {
  constructor(
    private readonly media: MediaService,
    private readonly screens: ScreenService,
    private readonly watch: ScreenWatchService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Media by name, and how far the screens are with each', { of: MediaView, as: 'page' })
  async list(@Query() query: SearchQuery): Promise<CountedPage<MediaView>> {
    const tx = this.unitOfWork.manager;
    const page = await searchPage(tx, listed, query, (media) => media);
    return { ...page, items: await this.views(tx, page.items) };
  }

  @Create('', 'Upload a picture or a video, as a form or as the body; the one of that name gets another file', {
    of: MediaView,
  })
  @RouteConfig(streamed)
  @ApiConsumes('multipart/form-data', 'application/octet-stream')
  @ApiBody(mediaForm)
  async upload(
    @Query() query: MediaUploadQuery,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<MediaView> {
    const { name, kept } = await takeUpload(this.media, request, { field: 'name', name: query.name });
    const made = await this.audited.run(
      caller,
      (tx) => this.media.save(tx, name, kept),
      ({ size, suffix }) => ({ mediaName: name, size, suffix }),
    );
    return this.shown(made);
  }

  @Read(':name', 'One media, by name or id', { of: MediaView })
  async get(@Param('name') name: string): Promise<MediaView> {
    return this.view(await this.media.get(this.unitOfWork.manager, name));
  }

  @Patch(':name', 'Where screens show it', { of: MediaView })
  async patch(
    @Param('name') name: string,
    @Body() body: MediaPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<MediaView> {
    return this.shown(await this.audited.run(caller, (tx) => this.media.patch(tx, name, body)));
  }

  @Remove(':name', 'Remove a media; screens that have it go on showing it')
  async remove(@Param('name') name: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.media.remove(tx, name));
  }

  @Read(':name/screens', 'How far each screen is with it, by serial number and side', {
    of: MediaScreenView,
    as: 'page',
  })
  async pushes(
    @Param('name') name: string,
    @Query() { limit = usualLimit, cursor }: ListQuery,
  ): Promise<Page<MediaScreenView>> {
    const { id } = await this.media.get(this.unitOfWork.manager, name);
    const after = String(cursorKey(cursor) ?? '');
    const rows = await this.screens.list(this.unitOfWork.manager, id, { after, limit: limit + 1 });
    return pageOf(rows, limit, ({ sn, side }) => `${sn} ${side}`, toMediaScreenView);
  }

  @Action(':name/send', 'Send it to its screens again, whatever became of it', { of: MediaView })
  async send(@Param('name') name: string, @CurrentCaller() caller: Caller): Promise<MediaView> {
    const sent = this.audited.run(caller, async (tx) => {
      const media = await this.media.get(tx, name);
      await this.screens.again(tx, media.id);
      return media;
    });
    return this.shown(await sent);
  }

  private shown(media: Media): Promise<MediaView> {
    this.watch.job.soon();
    return this.view(media);
  }

  private async view(media: Media): Promise<MediaView> {
    const [view] = await this.views(this.unitOfWork.manager, [media]);
    if (!view) throw new Error(`no view of the media ${media.id}`);
    return view;
  }

  private async views(tx: EntityManager, all: readonly Media[]): Promise<MediaView[]> {
    const counts = await this.screens.counts(
      tx,
      all.map(({ id }) => id),
    );
    const none = { waiting: 0, sent: 0, done: 0, failed: 0 };
    return all.map((media) => toMediaView(media, counts.get(media.id) ?? none));
  }
}
