import { Compat } from '../../facade/compat.js';
import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { ReservationService } from './reservation.service.js';
import { appointmentFails, appointmentOf, CancelQuery, ReservationParams, visitDateOf } from './visitor.dto.js';

@Resource('visReservation')
export class VisReservationController {
  constructor(
    private readonly reservations: ReservationService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('visReservation/add', 'Expect a visitor', {
    section: '2.15.1',
    fails: [...appointmentFails, 'reservationExists', 'reservationNotNeeded'],
    json: true,
  })
  async add(
    @Params() params: ReservationParams,
    @CurrentCaller() caller: Caller,
    @Compat() { certTypes }: Compatibility,
  ): Promise<void> {
    const said = { ...appointmentOf(params), certTypes };
    await this.audited.run(caller, (tx) => this.reservations.add(tx, said));
  }

  @Write('visReservation/del', 'Expect a visitor no longer', {
    section: '2.15.2',
    fails: ['certTypeInvalid', 'reservationNotFound'],
    also: ['DELETE visReservation/del'],
  })
  async del(
    @Params() { certType, certNum, visitDate }: CancelQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { certTypes }: Compatibility,
  ): Promise<void> {
    const at = visitDateOf(visitDate);
    await this.audited.run(caller, (tx) =>
      this.reservations.cancel(tx, { certType, certNumber: certNum, certTypes }, at),
    );
  }
}
