import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { cardNumber } from '../../modules/person/card-number.js';
import { Person } from '../../modules/person/person.entity.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { ExplainListService } from '../../sync/explain/explain-list.service.js';
import { ExplainService } from '../../sync/explain/explain.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorText, pageOf, usualLimit, type Page } from '../common/page.js';
import { placeCursor, placeOf } from '../common/search-page.js';
import { ChangeBody, ChangeView } from './change.dto.js';
import { ChangePreviewService } from './change-preview.service.js';
import {
  AccessQuery,
  DoorPersonsQuery,
  DoorPersonView,
  ExplainedEventView,
  ExplainView,
  momentOf,
  PersonDoorsQuery,
  PersonDoorView,
  toDoorPersonView,
  toExplainedEventView,
  toExplainView,
  toPersonDoorView,
} from './explain.dto.js';

/** Why somebody may pass a door, or not; by the facts of today. */
@AdminResource('explain')
export class ExplainController {
  constructor(
    private readonly explaining: ExplainService,
    private readonly lists: ExplainListService,
    private readonly previews: ChangePreviewService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('events/:eventId', 'Why a device let somebody pass, or did not', { of: ExplainedEventView })
  async event(@Param('eventId') id: string, @Req() { signedIn }: FastifyRequest): Promise<ExplainedEventView> {
    const sight = signedIn?.bounds ?? null;
    return toExplainedEventView(await this.explaining.event(this.unitOfWork.manager, id, sight));
  }

  @Read('access', 'Whether somebody may pass a door, and why', { of: ExplainView })
  async access(@Query() query: AccessQuery, @Req() { signedIn }: FastifyRequest): Promise<ExplainView> {
    const { doorId, at, pin = '', cardNo = '' } = query;
    if (pin === '' && cardNo === '') throw invalidField('pin', 'or cardNo is needed', 'missing');
    const tx = this.unitOfWork.manager;
    const card = cardNo === '' ? '' : cardNumber(cardNo, 'cardNo');
    const asked = { doorId, pin, cardNo: card, moment: momentOf(at) };
    return toExplainView(await this.explaining.access(tx, asked, signedIn?.bounds ?? null));
  }

  @Read('doors/:doorId/persons', 'Who may pass a door, by pin', { of: DoorPersonView, as: 'page' })
  async persons(
    @Param('doorId') doorId: string,
    @Query() { at, q = '', limit = usualLimit, cursor }: DoorPersonsQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<Page<DoorPersonView>> {
    const asked = { doorId, moment: momentOf(at), q, after: cursorText(cursor) ?? '', limit: limit + 1 };
    const rows = await this.lists.people(this.unitOfWork.manager, asked, signedIn?.bounds ?? null);
    return pageOf(rows, limit, ({ holder }) => holder.pin, toDoorPersonView);
  }

  @Read('persons/:pin/doors', 'Which doors a person may pass, by name', { of: PersonDoorView, as: 'page' })
  async doors(
    @Param('pin') pin: string,
    @Query() { at, limit = usualLimit, cursor }: PersonDoorsQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<Page<PersonDoorView>> {
    const tx = this.unitOfWork.manager;
    if (!(await tx.existsBy(Person, { pin }))) throw new Failure('personNotFound', `there is no person ${pin}`);
    const place = placeOf(cursor, 'name');
    const after = place && { name: place.placeValue, id: place.placeKey };
    const asked = { pin, moment: momentOf(at), after, limit: limit + 1 };
    const rows = await this.lists.doors(tx, asked, signedIn?.bounds ?? null);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toPersonDoorView),
      nextCursor: rows.length > limit && last ? placeCursor('name', last.door.name, last.door.doorId) : null,
    };
  }

  @Action('change', 'What a change of rights would do: it is tried, and rolled back', { of: ChangeView })
  async change(@Body() body: ChangeBody, @Req() request: FastifyRequest): Promise<ChangeView> {
    const { gain, lose, peopleGaining, peopleLosing, sample, devices } = await this.previews.of(body, request);
    return { gain, lose, peopleGaining, peopleLosing, sample: [...sample], devices: [...devices] };
  }
}
