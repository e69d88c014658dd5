import { ApiProperty } from '@nestjs/swagger';
import { Text, Texts } from '../../facade/fields.js';
import { Failure } from '../../platform/errors.js';
import { dayParameter, PlateParams } from './parking.dto.js';
import type { FixedVehicleFacts, ListedVehicle } from './fixed-vehicle.service.js';
import { amountOf } from './tariff/money.js';

export class AllowDisabledParams extends PlateParams {
  @Text('The plate that is on a list and becomes this one') oldCarNumber?: string;
  @Text('Code of the car park; lists are for all of them') parkCode?: string;
}

/** The person comes first: who names neither person nor plate is told of the person. */
export class PersonPlateParams {
  @Text('Personnel ID', { missing: 'pinMissing', example: '1001' }) pin!: string;
  @Text('License plate', { missing: 'carPlateInvalid', example: 'A32212' }) carNumber!: string;
}

export class AddPlateParams extends PersonPlateParams {
  @Text('The plate of the person that becomes this one; empty = a further plate') oldCarNumber?: string;
}

export class AddFixedVehicleParams extends PersonPlateParams {
  @Text('What was paid', { missing: 'invalid', example: '100' }) amount!: string;
  @Text('Id of the parking area', { missing: 'areaMissing' }) areaId!: string;
  @Text('Id of the kind of car', { missing: 'invalid' }) carTypeId!: string;
  @Text('First day', { missing: 'timeParameterInvalid', example: '2025-01-01' }) startTime!: string;
  @Text('Last day', { missing: 'timeParameterInvalid', example: '2025-12-31' }) endTime!: string;
  @Texts('Ids of the entrances that it may use', { missing: 'invalid' }) entranceIds!: string[];
  @Text('Id of its space; left out = any') spaceId?: string;
}

export class FixedVehicleQuery {
  @Text('License plate', { example: 'A32212' }) carNumber?: string;
  @Text('Personnel ID', { example: '1001' }) pin?: string;
}

export class FixedVehicleDto {
  @ApiProperty({ nullable: true, type: String }) carNumber!: string | null;
  @ApiProperty({ nullable: true, type: String }) pin!: string | null;
  @ApiProperty({ description: 'auth = it may come in as a fixed vehicle, noAuth = not', enum: ['auth', 'noAuth'] })
  auth!: string;
}

/** @param currency that amounts are in @throws Failure timeParameterInvalid, invalid */
export function vehicleFacts(params: AddFixedVehicleParams, currency: string): FixedVehicleFacts {
  const { pin, areaId, carTypeId, entranceIds, spaceId = '' } = params;
  const amount = amountOf(params.amount, currency);
  if (amount === null || amount > mostPaid) throw new Failure('invalid', 'amount must be an amount of money');
  return {
    ...{ pin, areaId, carTypeId, entranceIds, amount },
    spaceId: spaceId === '' ? null : spaceId,
    startDate: neededDay('startTime', params.startTime),
    endDate: neededDay('endTime', params.endTime),
  };
}

const mostPaid = 0x7fffffff;

function neededDay(name: string, text: string): string {
  const day = dayParameter(name, text);
  if (day === null) throw new Failure('timeParameterInvalid', `${name} is required`);
  return day;
}

export const vehicleOf = (
  found: Pick<ListedVehicle, 'carNumber' | 'pin'> | null,
  { carNumber, pin }: FixedVehicleQuery,
  isAllowed: boolean,
): FixedVehicleDto => ({
  carNumber: found?.carNumber ?? carNumber ?? null,
  pin: found?.pin ?? pin ?? null,
  auth: isAllowed ? 'auth' : 'noAuth',
});
