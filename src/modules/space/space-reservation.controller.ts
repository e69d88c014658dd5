import { Inject } from '@nestjs/common';
import { countedAnswer } from '../../facade/bulk.js';
import { checkRange } from '../../facade/dates.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import type { Verbatim } from '../../facade/envelope.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { instantOf } from '../../platform/database/zone-time.js';
import { CONFIG } from '../../platform/tokens.js';
import { SpaceReservationService } from './reservation.service.js';
import { IdQuery, IdsParams } from './space.dto.js';
import {
  ParticipantDto,
  reservationIn,
  ReservationsQuery,
  SpaceReservationDetailDto,
  SpaceReservationDto,
  SpaceReservationParams,
  toReservationDetail,
  toReservationDto,
} from './space-reservation.dto.js';

const one = (name: string) => name;

@Resource('spaceReservation')
export class SpaceReservationController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly reservations: SpaceReservationService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('spaceReservation/list', 'List the reservations, those that begin last first', {
    section: 'v1.2:2.13.5.1',
    of: SpaceReservationDto,
    as: 'page',
  })
  async list(@Params() query: ReservationsQuery): Promise<Page<SpaceReservationDto>> {
    const { spaceName = null, subject = null, startTime, endTime } = query;
    checkRange(startTime, endTime);
    const slice = sliceOf(query);
    const zone = this.config.siteTimeZone;
    const span = {
      from: startTime ? instantOf(startTime, zone) : null,
      to: endTime ? instantOf(endTime, zone) : null,
    };
    const { rows, total } = await this.reservations.list(
      this.unitOfWork.manager,
      { spaceName, subject, ...span },
      slice,
    );
    return pageOf(
      rows.map((row) => toReservationDto(row, zone)),
      total,
      slice,
    );
  }

  @Read('spaceReservation/getById', 'Get a reservation by its id', {
    section: 'v1.2:2.13.5.2',
    fails: ['notFound'],
    of: SpaceReservationDetailDto,
  })
  async get(@Params() { id }: IdQuery): Promise<SpaceReservationDetailDto> {
    return toReservationDetail(await this.reservations.get(this.unitOfWork.manager, id), this.config.siteTimeZone);
  }

  @Write('spaceReservation/deleteById', 'Delete a reservation', {
    section: 'v1.2:2.13.5.3',
    fails: ['notFound'],
    many: true,
  })
  async remove(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.reservations.remove(tx, each)));
  }

  @Write('spaceReservation/cancelReservation', 'Cancel a reservation', {
    section: 'v1.2:2.13.5.4',
    fails: ['notFound', 'conflict'],
    many: true,
    json: true,
  })
  async cancel(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.reservations.cancel(tx, each)));
  }

  @Write('spaceReservation/finishReservation', 'End a reservation now', {
    section: 'v1.2:2.13.5.5',
    fails: ['notFound', 'conflict'],
    many: true,
    json: true,
  })
  async finish(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.reservations.finish(tx, each)));
  }

  @Write('spaceReservation/getReservationParticipants', 'List the persons who take part', {
    section: 'v1.2:2.13.5.6',
    fails: ['notFound'],
    of: ParticipantDto,
    as: 'list',
    json: true,
  })
  async participants(@Params() { id }: IdQuery): Promise<ParticipantDto[]> {
    const { participants } = await this.reservations.get(this.unitOfWork.manager, id);
    return participants.map(({ id: personId, pin, name, lastName }) => ({ id: personId, pin, name, lastName }));
  }

  @Write('spaceReservation/addSpaceReservation', 'Reserve a room, or change the reservation of that id', {
    section: 'v1.2:2.13.5.7',
    fails: ['personNotFound', 'timeRangeInvalid', 'notFound', 'conflict'],
    json: true,
  })
  async add(@Params() params: SpaceReservationParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { id = '' } = params;
    const zone = this.config.siteTimeZone;
    await this.audited.run(caller, async (tx) => {
      if (id === '') return this.reservations.add(tx, reservationIn(params, null, zone));
      const before = await this.reservations.held(tx, id, params.spaceId);
      return this.reservations.replace(tx, id, reservationIn(params, before, zone));
    });
  }
}
