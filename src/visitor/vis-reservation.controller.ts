import { Resource, Write } from '../api/endpoint.js';
import { Params } from '../api/params.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { ReservationService } from './reservation.service.js';
import { appointmentFails, appointmentOf, CancelQuery, ReservationParams, visitDateOf } from './visitor.dto.js';

@Resource('visReservation')
export class VisReservationController {
  constructor(
    private readonly reservations: ReservationService,
    private readonly calls: Calls,
  ) {}

  @Write('visReservation/add', 'Expect a visitor', {
    section: '2.15.1',
    fails: [...appointmentFails, 'reservationExists', 'reservationNotNeeded'],
    json: true,
  })
  async add(@Params() params: ReservationParams, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.reservations.add(tx, appointmentOf(params)));
  }

  @Write('visReservation/del', 'Expect a visitor no longer', {
    section: '2.15.2',
    fails: ['certTypeInvalid', 'reservationNotFound'],
    also: ['DELETE visReservation/del'],
  })
  async del(@Params() { certType, certNum, visitDate }: CancelQuery, @By() caller: Caller): Promise<void> {
    const at = visitDateOf(visitDate);
    await this.calls.run(caller, (tx) => this.reservations.cancel(tx, { certType, certNumber: certNum }, at));
  }
}
