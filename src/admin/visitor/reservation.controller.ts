import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Certificates } from '../../modules/visitor/certificate.js';
import { RegistrationService } from '../../modules/visitor/registration.service.js';
import { ReservationService } from '../../modules/visitor/reservation.service.js';
import { VisitListService } from '../../modules/visitor/visit-list.service.js';
import { VisitReservation } from '../../modules/visitor/visit-reservation.entity.js';
import { VisitService } from '../../modules/visitor/visit.service.js';
import { photosOf } from '../../modules/visitor/visitor.dto.js';
import { Act, AdminResource, Make, Read, Remove } from '../common/admin.js';
import { ListQuery, listPage, type Page } from '../common/page.js';
import { namingVisitor } from './naming.js';
import {
  appointmentIn,
  ArrivalBody,
  arrivalOf,
  ReservationBody,
  ReservationView,
  toReservationView,
  toVisitView,
  VisitView,
} from './visitor.dto.js';

@AdminResource('visitor-reservations')
export class AdminReservationController {
  constructor(
    private readonly reservations: ReservationService,
    private readonly registrations: RegistrationService,
    private readonly certificates: Certificates,
    private readonly history: VisitListService,
    private readonly visits: VisitService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Reservations in the order of their making', { of: ReservationView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<ReservationView>> {
    return listPage(this.work.manager, VisitReservation, 'id', query, (one) => this.view(one));
  }

  @Make('', 'Expect a visitor', { of: ReservationView })
  async create(@Body() body: ReservationBody, @By() caller: Caller): Promise<ReservationView> {
    const add = this.calls.run(caller, (tx) => this.reservations.add(tx, appointmentIn(body)));
    return this.view(await namingVisitor(add));
  }

  @Read(':id', 'One reservation', { of: ReservationView })
  async get(@Param('id') id: string): Promise<ReservationView> {
    return this.view(await this.reservations.get(this.work.manager, id));
  }

  @Remove(':id', 'Expect the visitor no longer')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.reservations.remove(tx, id));
  }

  @Act(':id/register', 'The visitor has come', { of: VisitView })
  async register(@Param('id') id: string, @Body() body: ArrivalBody, @By() caller: Caller): Promise<VisitView> {
    const none = { cert: undefined, signature: undefined, enterGoods: undefined };
    const photos = await photosOf({ face: body.facePhoto, ...none });
    return this.calls.run(caller, async (tx) => {
      const reservation = await this.reservations.get(tx, id);
      if (reservation.visitId !== null) throw new Failure('alreadyRegistered', 'the visitor has come already');
      const certNumber = this.certificates.open(reservation.certNumber);
      const said = arrivalOf(reservation, certNumber, body, photos);
      const visit = await namingVisitor(this.registrations.register(tx, said));
      const [listed] = await this.history.list(tx, { id: visit.id }, { offset: 0, limit: 1 });
      if (!listed) throw new Error(`visit ${visit.id} is not in the history`);
      return toVisitView(listed, this.visits.clock());
    });
  }

  private view(reservation: VisitReservation): ReservationView {
    return toReservationView(reservation, this.certificates.open(reservation.certNumber));
  }
}
