import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CertificateService } from '../../modules/visitor/certificate.js';
import { VisitRegistrationService } from '../../modules/visitor/visit-registration.service.js';
import { ReservationService } from '../../modules/visitor/reservation.service.js';
import { VisitListService } from '../../modules/visitor/visit-list.service.js';
import { VisitReservation } from '../../modules/visitor/visit-reservation.entity.js';
import { VisitService } from '../../modules/visitor/visit.service.js';
import { photosOf } from '../../modules/visitor/visitor.dto.js';
import { Action, AdminResource, Create, Read, Remove } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { namingVisitor } from './naming.js';
import { arrivalOf, reservationIn, reservationsOf } from './visitor-input.js';
import {
  ArrivalBody,
  ReservationBody,
  ReservationsQuery,
  ReservationView,
  toReservationView,
  toVisitView,
  VisitView,
  warned,
} from './visitor.dto.js';

const listed: Listed<VisitReservation> = {
  entity: VisitReservation,
  by: 'id',
  texts: ['name', 'company', 'hostPin', 'phone', 'carPlate', 'visitReason'],
  shownAs: { startTime: 'visitDate', endTime: 'visitEndDate' },
};

@AdminResource('visitor-reservations')
export class AdminReservationController {
  constructor(
    private readonly reservations: ReservationService,
    private readonly registrations: VisitRegistrationService,
    private readonly certificates: CertificateService,
    private readonly history: VisitListService,
    private readonly visits: VisitService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Reservations in the order of their making', { of: ReservationView, as: 'page' })
  list(@Query() query: ReservationsQuery): Promise<CountedPage<ReservationView>> {
    return searchPage(this.unitOfWork.manager, listed, query, (one) => this.view(one), reservationsOf(query));
  }

  @Create('', 'Expect a visitor', { of: ReservationView })
  async create(@Body() body: ReservationBody, @CurrentCaller() caller: Caller): Promise<ReservationView> {
    const add = this.audited.run(caller, (tx) => this.reservations.add(tx, reservationIn(body, this.visits.clock())));
    return this.view(await namingVisitor(add));
  }

  @Read(':id', 'One reservation', { of: ReservationView })
  async get(@Param('id') id: string): Promise<ReservationView> {
    return this.view(await this.reservations.get(this.unitOfWork.manager, id));
  }

  @Remove(':id', 'Expect the visitor no longer')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.reservations.remove(tx, id));
  }

  @Action(':id/register', 'The visitor has come; `startTime` now lets in who is early', { of: VisitView })
  async register(
    @Param('id') id: string,
    @Body() body: ArrivalBody,
    @CurrentCaller() caller: Caller,
  ): Promise<VisitView> {
    const none = { cert: undefined, signature: undefined, enterGoods: undefined };
    const photos = await photosOf({ face: body.facePhoto, ...none });
    return this.audited.run(caller, async (tx) => {
      const reservation = await this.reservations.get(tx, id);
      if (reservation.visitId !== null) throw new Failure('alreadyRegistered', 'the visitor has come already');
      const certNumber = this.certificates.open(reservation.certNumber);
      const said = arrivalOf(reservation, certNumber, body, { photos, clock: this.visits.clock() });
      const visit = await namingVisitor(this.registrations.register(tx, said));
      const [listed] = await this.history.list(tx, { id: visit.id }, { offset: 0, limit: 1 });
      if (!listed) throw new Error(`visit ${visit.id} is not in the history`);
      return warned(toVisitView(listed, this.visits.clock()));
    });
  }

  private view(reservation: VisitReservation): ReservationView {
    return toReservationView(reservation, this.certificates.open(reservation.certNumber));
  }
}
