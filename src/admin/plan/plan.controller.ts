import { Readable } from 'node:stream';
import { Body, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { isKnown } from '../../modules/person/thumbnail.service.js';
import { PlanPictureService, type KeptPicture } from '../../modules/plan/plan-picture.service.js';
import { Plan } from '../../modules/plan/plan.entity.js';
import { PlanService } from '../../modules/plan/plan.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { isMultipart, readForm } from '../../platform/http/multipart.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';
import { AdminResource, Create, Patch, Read, Remove, Replace } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { PlanBody, PlanPatch, PlanPictureQuery, PlanView, toPlanView } from './plan.dto.js';

const listed: Listed<Plan> = { entity: Plan, by: 'id', texts: ['name'], others: ['createdAt'] };

/** What this operator is bound to; null = a token, or nothing. */
const boundsOf = ({ signedIn }: FastifyRequest): Bounds | null => signedIn?.bounds ?? null;

const binary = { type: 'string', format: 'binary' } as const;

/** Pictures of places, with the doors on them. */
@AdminResource('plans')
export class PlanController {
  constructor(
    private readonly plans: PlanService,
    private readonly pictures: PlanPictureService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Plans by id or in another order', { of: PlanView, as: 'page' })
  async list(@Query() query: SearchQuery, @Req() request: FastifyRequest): Promise<CountedPage<PlanView>> {
    const tx = this.unitOfWork.manager;
    const page = await searchPage(tx, listed, query, (plan) => plan);
    return { ...page, items: await this.views(tx, page.items, boundsOf(request)) };
  }

  @Create('', 'Make a plan; its picture is set by itself', { of: PlanView })
  create(
    @Body() { id, name, areaCode, doors }: PlanBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PlanView> {
    return this.audited.run(caller, async (tx) =>
      this.view(tx, await this.plans.create(tx, { id, name, areaCode, doors }), boundsOf(request)),
    );
  }

  @Read(':id', 'One plan', { of: PlanView })
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<PlanView> {
    const tx = this.unitOfWork.manager;
    return this.view(tx, await this.plans.get(tx, id), boundsOf(request));
  }

  @Patch(':id', 'Given values change; doors are replaced as a whole', { of: PlanView })
  patch(
    @Param('id') id: string,
    @Body() { name, areaCode, doors }: PlanPatch,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PlanView> {
    const bounds = boundsOf(request);
    return this.audited.run(caller, async (tx) => {
      const hidden = await this.hiddenDoors(tx, id, bounds);
      return this.view(tx, await this.plans.patch(tx, id, { name, areaCode, doors }, hidden), bounds);
    });
  }

  @Remove(':id', 'Remove a plan and its picture; the doors stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.plans.remove(tx, id));
  }

  @Replace(':id/picture', 'Set the picture: a PNG, JPEG or WebP of at most 5 MB, as the body or as `picture` of a form')
  @RouteConfig(streamed)
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp')
  @ApiBody({ schema: binary })
  async setPicture(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.plans.get(this.unitOfWork.manager, id);
    const kept = await this.taken(request);
    try {
      const { width, height } = kept;
      await this.audited.run(
        caller,
        (tx) => this.pictures.set(tx, id, kept),
        () => ({ width, height }),
      );
    } catch (error) {
      await this.pictures.drop(kept);
      throw error;
    }
  }

  @Read(':id/picture', 'The picture, as WebP')
  async picture(
    @Param('id') id: string,
    @Query() _at: PlanPictureQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const file = await this.pictures.served(this.unitOfWork.manager, id);
    const tag = `"${file.tag}"`;
    void reply.header('cache-control', 'private, no-cache').header('etag', tag);
    if (isKnown(headers['if-none-match'], tag)) {
      void reply.status(304);
      return undefined;
    }
    const options = { type: file.type, length: file.size };
    return new StreamableFile(Readable.from(file.read(0, file.size)), options);
  }

  private async taken({ headers, body }: FastifyRequest): Promise<KeptPicture> {
    const source = body as Readable | undefined;
    if (!source) throw noPicture();
    const label = headers['content-type'] ?? '';
    if (!isMultipart(label)) return this.pictures.keep(source);
    const { taken } = await readForm(label, source, ({ content }) => this.pictures.keep(content));
    if (!taken) throw noPicture();
    return taken;
  }

  private async hiddenDoors(tx: EntityManager, id: string, bounds: Bounds | null): Promise<string[]> {
    if (bounds === null) return [];
    const doors = (await this.plans.doorsOf(tx, [id])).get(id) ?? [];
    const ids = doors.map(({ doorId }) => doorId);
    const seen = await keysInside(tx, bounds, 'door', ids);
    return ids.filter((doorId) => !seen.has(doorId));
  }

  private async view(tx: EntityManager, plan: Plan, bounds: Bounds | null): Promise<PlanView> {
    const [view] = await this.views(tx, [plan], bounds);
    return view ?? toPlanView(plan, []);
  }

  private async views(tx: EntityManager, plans: readonly Plan[], bounds: Bounds | null): Promise<PlanView[]> {
    const doors = await this.plans.doorsOf(
      tx,
      plans.map(({ id }) => id),
    );
    const ids = [...doors.values()].flatMap((some) => some.map(({ doorId }) => doorId));
    const seen = bounds === null ? new Set(ids) : await keysInside(tx, bounds, 'door', ids);
    return plans.map((plan) =>
      toPlanView(
        plan,
        (doors.get(plan.id) ?? []).filter(({ doorId }) => seen.has(doorId)),
      ),
    );
  }
}

const noPicture = () => invalidField('picture', 'is required', 'missing');
