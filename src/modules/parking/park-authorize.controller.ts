import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CarNumberParams, plateFacts, PlateEditParams, PlateParams } from './parking.dto.js';
import { ParkingListService } from './parking-list.service.js';

@Resource('parkAuthorize')
export class ParkAuthorizeController {
  constructor(
    private readonly lists: ParkingListService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('parkAuthorize/addBlackWhite', 'Put a plate on the allow list or on the deny list', {
    section: '2.3.1',
    fails: ['operationInvalid', 'listTypeInvalid', 'timeParameterInvalid', 'carPlateInvalid'],
  })
  async add(@Params() params: PlateParams, @CurrentCaller() caller: Caller): Promise<void> {
    const facts = plateFacts(params, false);
    await this.audited.run(caller, (tx) => this.lists.add(tx, params.carNumber, facts));
  }

  @Write('parkAuthorize/delBlackWhite', 'Take a plate off its list', { section: '2.3.2', fails: ['carPlateInvalid'] })
  async remove(@Params() { carNumber }: CarNumberParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.lists.remove(tx, carNumber));
  }

  @Write('parkAuthorize/editBlackWhite', 'Change the list, the days or the plate of an entry', {
    section: '2.3.3',
    fails: ['operationInvalid', 'listTypeInvalid', 'timeParameterInvalid', 'carPlateInvalid'],
  })
  async edit(@Params() params: PlateEditParams, @CurrentCaller() caller: Caller): Promise<void> {
    const facts = plateFacts(params, true);
    const { carNumber, oldCarNumber } = params;
    const old = oldCarNumber === undefined || oldCarNumber === '' ? carNumber : oldCarNumber;
    await this.audited.run(caller, (tx) => this.lists.edit(tx, old, carNumber, facts));
  }
}
