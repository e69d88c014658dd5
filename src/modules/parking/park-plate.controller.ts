import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonService } from '../person/person.service.js';
import { FixedVehicleService } from './fixed-vehicle.service.js';
import {
  AddFixedVehicleParams,
  AddPlateParams,
  AllowDisabledParams,
  FixedVehicleDto,
  FixedVehicleQuery,
  PersonPlateParams,
  vehicleFacts,
  vehicleOf,
} from './park-plate.dto.js';
import { plateFacts } from './parking.dto.js';
import { isSamePlate, ParkingListService } from './parking-list.service.js';
import { PersonPlateService } from './person-plate.service.js';
import { ParkingTariffService } from './tariff/tariff.service.js';

@Resource('parkPlate')
export class ParkPlateController {
  constructor(
    private readonly lists: ParkingListService,
    private readonly plates: PersonPlateService,
    private readonly vehicles: FixedVehicleService,
    private readonly people: PersonService,
    private readonly tariffs: ParkingTariffService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('v2/parkPlate/addAllowDisabled', 'Put a plate on the allow list or on the deny list, or change its entry', {
    section: 'v1.2:2.8.2.4',
    fails: ['operationInvalid', 'listTypeInvalid', 'timeParameterInvalid', 'carPlateInvalid'],
  })
  async addAllowDisabled(@Params() params: AllowDisabledParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { carNumber, oldCarNumber = '' } = params;
    const facts = plateFacts(params, true);
    await this.audited.run(caller, async (tx) => {
      if (oldCarNumber === '' || isSamePlate(oldCarNumber, carNumber)) await this.lists.put(tx, carNumber, facts);
      else await this.lists.edit(tx, oldCarNumber, carNumber, facts);
    });
  }

  @Write('v1/parkPlate/addPlate', 'Give a plate to a person', {
    section: 'v1.2:2.8.2.5',
    json: true,
    fails: ['personNotFound', 'carPlateInvalid'],
  })
  async addPlate(@Params() params: AddPlateParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { pin, carNumber, oldCarNumber = '' } = params;
    const old = oldCarNumber === '' ? null : oldCarNumber;
    await this.audited.run(caller, (tx) => this.plates.add(tx, pin, carNumber, old));
  }

  @Write('v1/parkPlate/delPlate', 'Take a plate from a person', {
    section: 'v1.2:2.8.2.6',
    json: true,
    fails: ['personNotFound', 'carPlateInvalid'],
  })
  async delPlate(@Params() { pin, carNumber }: PersonPlateParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.plates.remove(tx, pin, carNumber));
  }

  @Write('v2/parkPlate/addFixedVehicle', 'Make a car a fixed vehicle for some days, or change that', {
    section: 'v1.2:2.8.2.7',
    json: true,
    fails: ['personNotFound', 'timeParameterInvalid', 'carPlateInvalid'],
  })
  async addFixedVehicle(@Params() params: AddFixedVehicleParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const tariff = await this.tariffs.find(tx, params.areaId, params.carTypeId);
      await this.vehicles.put(tx, params.carNumber, vehicleFacts(params, tariff?.tariff.currency ?? ''));
    });
  }

  @Write('v2/parkPlate/delFixedVehicle', 'A car is no fixed vehicle any more', {
    section: 'v1.2:2.8.2.8',
    json: true,
    fails: ['personNotFound', 'carPlateInvalid'],
  })
  async delFixedVehicle(@Params() params: PersonPlateParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const { pin } = await this.people.get(tx, params.pin);
      await this.vehicles.remove(tx, params.carNumber, pin);
    });
  }

  /** A question that is asked by POST; nothing is written. */
  @Write('v2/parkPlate/getFixedVehicle', 'Whether a car is a fixed vehicle that may come in today', {
    section: 'v1.2:2.8.2.9',
    json: true,
    fails: ['personNotFound', 'carPlateInvalid'],
    of: FixedVehicleDto,
  })
  async getFixedVehicle(@Params() query: FixedVehicleQuery): Promise<FixedVehicleDto> {
    const { carNumber = '', pin = '' } = query;
    const tx = this.unitOfWork.manager;
    if (pin !== '') await this.people.get(tx, pin);
    const found = carNumber === '' && pin === '' ? null : await this.vehicles.one(tx, carNumber, pin);
    return vehicleOf(found?.vehicle ?? null, query, found?.isAllowed === true);
  }
}
