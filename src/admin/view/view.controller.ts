import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, taken } from '../../platform/errors.js';
import { SavedView } from '../../platform/operator/saved-view.entity.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { SavedViewBody, SavedViewPatch, SavedViewsQuery, SavedViewView, toSavedViewView } from './view.dto.js';

const listed: Listed<SavedView> = { entity: SavedView, by: 'id', texts: ['name', 'page'], others: ['updatedAt'] };

/** Of one owner; and characters of the filters of one. */
const most = 200;
const longest = 4_000;

/** Filters of pages under a name: one's own, and what others share. */
@AdminResource('views')
export class SavedViewController {
  constructor(
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', "The caller's views, and those that others share", { of: SavedViewView, as: 'page' })
  async list(
    @Query() query: SavedViewsQuery,
    @CurrentCaller() { tokenId }: Caller,
  ): Promise<CountedPage<SavedViewView>> {
    const tx = this.unitOfWork.manager;
    const seen: { id: string }[] = await tx.query('SELECT id FROM saved_view WHERE owner = $1 OR shared', [tokenId]);
    const where = query.page === undefined ? {} : { page: query.page };
    const view = (one: SavedView) => toSavedViewView(one, tokenId);
    return searchPage(
      tx,
      listed,
      query,
      view,
      where,
      seen.map(({ id }) => id),
    );
  }

  @Create('', 'Keep filters under a name', { of: SavedViewView })
  create(
    @Body() { id = newId(), shared = false, ...body }: SavedViewBody,
    @Req() { signedIn }: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<SavedViewView> {
    checkQuery(body.query);
    return this.audited.run(caller, async (tx) => {
      const owner = caller.tokenId;
      if (await tx.existsBy(SavedView, { id })) throw taken('id', id, `there is a view ${id} already`);
      if ((await tx.countBy(SavedView, { owner })) >= most)
        throw new Failure('conflict', `you have ${most} views: remove one`);
      await checkName(tx, { ...body, owner });
      await tx.insert(SavedView, { id, ...body, shared, owner, operatorId: signedIn?.operatorId ?? null });
      return toSavedViewView(await tx.findOneByOrFail(SavedView, { id }), owner);
    });
  }

  @Read(':id', 'One view', { of: SavedViewView })
  async get(@Param('id') id: string, @CurrentCaller() { tokenId }: Caller): Promise<SavedViewView> {
    return toSavedViewView(await seen(this.unitOfWork.manager, id, tokenId), tokenId);
  }

  @Patch(':id', "Given values change; only the caller's own", { of: SavedViewView })
  patch(
    @Param('id') id: string,
    @Body() body: SavedViewPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<SavedViewView> {
    if (body.query) checkQuery(body.query);
    return this.audited.run(caller, async (tx) => {
      await holdRow(tx, 'saved_view', id);
      const view = await own(tx, id, caller.tokenId);
      const { page, name } = view;
      Object.assign(view, given(body), { updatedAt: new Date() });
      if (page !== view.page || name !== view.name) await checkName(tx, view);
      await tx.save(view);
      return toSavedViewView(view, caller.tokenId);
    });
  }

  @Remove(':id', "Remove one of the caller's own")
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await own(tx, id, caller.tokenId);
      await tx.delete(SavedView, { id });
    });
  }
}

/** @throws Failure notFound, also for what somebody else keeps for themselves */
async function seen(tx: EntityManager, id: string, owner: string): Promise<SavedView> {
  const view = await tx.findOneBy(SavedView, { id });
  if (!view || !(view.shared || view.owner === owner)) throw new Failure('notFound', `there is no view ${id}`);
  return view;
}

/** @throws Failure notFound; forbidden for what somebody else shares */
async function own(tx: EntityManager, id: string, owner: string): Promise<SavedView> {
  const view = await seen(tx, id, owner);
  if (view.owner !== owner) throw new Failure('forbidden', 'this view is of somebody else: keep one of your own');
  return view;
}

/** @throws Failure conflict */
async function checkName(tx: EntityManager, { owner, page, name }: Pick<SavedView, 'owner' | 'page' | 'name'>) {
  if (await tx.existsBy(SavedView, { owner, page, name }))
    throw taken('name', name, `you have a view ${name} of this page already`);
}

/** @throws Failure invalid */
function checkQuery(query: Readonly<Record<string, unknown>>): void {
  if (Object.values(query).some((value) => typeof value !== 'string')) throw invalidField('query', 'is made of texts');
  if (JSON.stringify(query).length > longest) throw invalidField('query', `has ${longest} characters at most`);
}

/** What was left out stays as it is. */
const given = (body: SavedViewPatch): Partial<SavedView> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
