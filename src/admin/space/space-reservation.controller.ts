import { Body, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import {
  filterSql,
  filterValues,
  reservationSql,
  type StoredReservation,
} from '../../modules/space/reservation-list.js';
import { SpaceReservationService } from '../../modules/space/reservation.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Config } from '../../platform/config.js';
import { containing } from '../../platform/database/like.js';
import { searchedRows } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CONFIG } from '../../platform/tokens.js';
import { Action, AdminResource, Create, Patch, Read, Remove, Replace } from '../common/admin.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { peopleSeen, textOfSeen } from './people-seen.js';
import {
  momentOf,
  reservationOf,
  reservationWith,
  SpaceReservationBody,
  SpaceReservationPatch,
  SpaceReservationsQuery,
  SpaceReservationView,
  toSpaceReservationView,
} from './space-reservation.dto.js';

const texts = ['subject', 'content', 'spaceName'] as const;
const allTexts = [...texts, 'applicantName', 'applicantLastName', 'applicantPin'] as const;
const seenTexts = [...texts, 'seenApplicant'] as const;
const applicant = `concat_ws(' ', v."applicantName", v."applicantLastName", v."applicantPin")`;
const applicantSeen = textOfSeen('v."applicantPin"', applicant, '$8');

const pinsOf = ({ participants }: StoredReservation) => participants.map(({ pin }) => pin);

/** Who has reserved a room, and for whom: they may pass its doors from the sign-in to the end. */
@AdminResource('space-reservations')
export class AdminSpaceReservationController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly reservations: SpaceReservationService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Reservations, those that begin first first', { of: SpaceReservationView, as: 'page' })
  async list(
    @Query() query: SpaceReservationsQuery,
    @Req() request: FastifyRequest,
  ): Promise<CountedPage<SpaceReservationView>> {
    const { manager } = this.unitOfWork;
    const { spaceId = null, pin = null, status = null } = query;
    const departments = request.signedIn?.bounds?.departments ?? null;
    const zone = this.config.siteTimeZone;
    const from = query.from === undefined ? null : momentOf('from', query.from, zone);
    const to = query.to === undefined ? null : momentOf('to', query.to, zone);
    const listed = {
      sql: `SELECT v.*, v."startsAt" AS "startTime", v."endsAt" AS "endTime", ${applicantSeen} AS "seenApplicant" FROM (
        ${reservationSql} WHERE ${filterSql}) v`,
      parameters: [...filterValues({ spaceId, pin, status, from, to }, containing), departments],
      by: 'id',
      texts: departments === null ? allTexts : seenTexts,
      others: ['startTime', 'endTime', 'status', 'updatedAt'],
      usual: 'startTime',
    } as const;
    type Row = StoredReservation & { readonly startTime: Date; readonly endTime: Date; readonly seenApplicant: string };
    const page = await searchRows<Row, StoredReservation>(
      query,
      'id',
      (search) => searchedRows<Row>(manager, listed, search),
      (row) => row,
    );
    return { ...page, items: await this.views(manager, page.items, request) };
  }

  @Create('', 'Reserve a room', { of: SpaceReservationView })
  async create(
    @Body() body: SpaceReservationBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceReservationView> {
    const facts = reservationOf(body, this.config.siteTimeZone);
    return this.view(await this.audited.run(caller, (tx) => this.reservations.add(tx, facts, body.id)), request);
  }

  @Read(':id', 'One reservation', { of: SpaceReservationView })
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<SpaceReservationView> {
    return this.view(await this.reservations.get(this.unitOfWork.manager, id), request);
  }

  @Patch(':id', 'Given values change; lists are replaced as a whole', { of: SpaceReservationView })
  async patch(
    @Param('id') id: string,
    @Body() body: SpaceReservationPatch,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceReservationView> {
    const changed = await this.audited.run(caller, async (tx) => {
      const before = await this.reservations.held(tx, id, body.spaceId);
      const sees = await peopleSeen(tx, request, pinsOf(before));
      const hidden = pinsOf(before).filter((pin) => !sees(pin));
      return this.reservations.replace(tx, id, reservationWith(before, body, this.config.siteTimeZone, hidden));
    });
    return this.view(changed, request);
  }

  @Remove(':id', 'Remove a reservation; cancelling keeps it in the list')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.reservations.remove(tx, id));
  }

  @Action(':id/cancel', 'Cancel it: nobody passes because of it any more', { of: SpaceReservationView })
  async cancel(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceReservationView> {
    return this.view(await this.audited.run(caller, (tx) => this.reservations.cancel(tx, id)), request);
  }

  @Action(':id/finish', 'End it now: the room is free again', { of: SpaceReservationView })
  async finish(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceReservationView> {
    return this.view(await this.audited.run(caller, (tx) => this.reservations.finish(tx, id)), request);
  }

  @Replace(':id/persons/:pin', 'Have a person take part')
  async addPerson(@Param('id') id: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const before = await this.reservations.held(tx, id);
      await this.reservations.replace(
        tx,
        id,
        reservationWith(before, { pins: [...pinsOf(before), pin] }, this.config.siteTimeZone),
      );
    });
  }

  @Remove(':id/persons/:pin', 'Have a person take part no longer')
  async removePerson(
    @Param('id') id: string,
    @Param('pin') pin: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const before = await this.reservations.held(tx, id);
      const pins = pinsOf(before).filter((one) => one !== pin);
      await this.reservations.replace(tx, id, reservationWith(before, { pins }, this.config.siteTimeZone));
    });
  }

  private async view(one: StoredReservation, request: FastifyRequest): Promise<SpaceReservationView> {
    const [view] = await this.views(this.unitOfWork.manager, [one], request);
    return view ?? toSpaceReservationView(one, { timeZone: this.config.siteTimeZone, sees: () => false });
  }

  private async views(tx: EntityManager, all: readonly StoredReservation[], request: FastifyRequest) {
    const { siteTimeZone: timeZone } = this.config;
    const sees = await peopleSeen(
      tx,
      request,
      all.flatMap((one) => [one.applicantPin, ...pinsOf(one)]),
    );
    return all.map((one) => toSpaceReservationView(one, { timeZone, sees }));
  }
}
