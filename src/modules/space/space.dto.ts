import { ApiProperty } from '@nestjs/swagger';
import { Choice, Flag, Int, Text, Texts } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { Device } from '../device/device.entity.js';
import type { StoredSpace } from './space-list.js';
import type { SpaceExtra, SpaceFacility } from './space-part.service.js';
import { lastBuiltInFacility, retentionMinutes } from './space-words.js';

const id32 = '402856aa6c3bbde1016c3bc2329200ff';
/** Pictures are an address, or the picture itself in base64. */
const longestPicture = 500_000;
const longestRemark = 1_000;

export class IdQuery {
  @Text('Id', { missing: 'invalid', example: id32 }) id!: string;
}

/** One, or several with commas. */
export class IdsParams {
  @Texts('Id, or several with commas', { missing: 'invalid', aliases: ['ids'], example: id32 }) id!: string[];
}

export class SpaceDevicesQuery extends PageQuery {
  @Text('Name of the device, or a part of it') deviceName?: string;
  @Text('Serial number, or a part of it', { aliases: ['deviceSn'] }) sn?: string;
}

export class NamedQuery extends PageQuery {
  @Text('Name, or a part of it') name?: string;
}

export class SpaceParams {
  @Text('Id of the room to change; empty or left out = a new one') id?: string;
  @Text('Name, one of its kind', { missing: 'invalid', example: 'Room 1' }) name!: string;
  @Text('Picture: its address', { max: longestPicture }) picture?: string;
  @Choice('0 free, 1 in use, 2 disabled; whether it is in use is told by the time', [0, 1, 2], { example: 0 })
  status?: number;
  @Int('Seats', { min: 0, max: 1_000_000, missing: 'invalid', example: 10 }) capacity!: number;
  @Texts('Ids of its facilities, with commas') spaceFacilityIds?: string[];
  @Texts('Ids of the devices at its doors, with commas', { missing: 'invalid', example: id32 })
  spaceDeviceIds!: string[];
  @Text('Where it is', { example: 'Second floor' }) address?: string;
  @Text('The person in charge', { missing: 'pinMissing', aliases: ['personPIN'], example: '1' }) personPin!: string;
  @Text('Telephone of the person in charge', { example: '13015648651' }) personTel?: string;
  @Flag('It is a smart room', { example: false }) smartSpace?: boolean;
  @Text('Remark', { max: longestRemark }) remark?: string;
  @Choice('Minutes after which a room that nobody came to is given back; empty = never', retentionMinutes, {
    ...{ example: 15, empty: null },
  })
  retentionTime?: number | null;
}

export class FacilityParams {
  @Text('Id of the facility to change; empty or left out = a new one') id?: string;
  @Text('Name, one of its kind', { missing: 'invalid', example: 'Standing desk' }) name!: string;
  @Int(`Number, greater than ${lastBuiltInFacility}: those up to it are built in`, {
    ...{ min: 1, max: 1_000_000, missing: 'invalid', example: 21 },
  })
  facilityNo!: number;
  @Text('Remark', { max: longestRemark }) remark?: string;
}

export class ExtraParams {
  @Text('Id of the service to change; empty or left out = a new one') id?: string;
  @Text('Name, one of its kind', { missing: 'invalid', example: 'Flowers' }) name!: string;
  @Text('Remark', { max: longestRemark }) remark?: string;
}

export class SpaceDeviceDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: '0564140100195' }) sn!: string;
  @ApiProperty({ example: '192.168.218.104' }) name!: string;
  @ApiProperty({ description: 'Model', example: 'inBIO160' }) type!: string;
  @ApiProperty({ description: '0 offline, 1 online, 2 disabled', example: '1' }) status!: string;
  @ApiProperty({ example: 'space' }) module!: string;
}

/** Every device that is served may stand at a room. */
export const toSpaceDevice = ({ id, sn, name, type, status, online }: Device): SpaceDeviceDto => ({
  ...{ id, sn, name, type, module: 'space' },
  status: status === 'disabled' ? '2' : online ? '1' : '0',
});

export class SpaceDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: 'Room 1' }) name!: string;
  @ApiProperty() picture!: string;
  @ApiProperty({ description: '0 free, 1 in use, 2 disabled', example: '0' }) status!: string;
  @ApiProperty({ description: 'Seats', example: '10' }) capacity!: string;
  @ApiProperty({ description: 'With commas' }) spaceFacilityIds!: string;
  @ApiProperty({ description: 'With commas' }) spaceDeviceIds!: string;
  @ApiProperty({ example: 'Area Name' }) authAreaName!: string;
  @ApiProperty() address!: string;
  @ApiProperty({ description: 'Id of the person in charge' }) personId!: string;
  @ApiProperty({ example: '1' }) personPin!: string;
  @ApiProperty() personTel!: string;
  @ApiProperty() smartSpace!: boolean;
  @ApiProperty() remark!: string;
  @ApiProperty({ description: 'Minutes; empty = never', example: '15' }) retentionTime!: string;
}

export const toSpaceDto = (space: StoredSpace): SpaceDto => ({
  id: space.id,
  name: space.name,
  picture: space.picture,
  status: String(space.status),
  capacity: String(space.capacity),
  spaceFacilityIds: space.facilityIds.join(','),
  spaceDeviceIds: space.deviceIds.join(','),
  authAreaName: space.areaName,
  address: space.address,
  personId: space.managerId ?? '',
  personPin: space.managerPin ?? '',
  personTel: space.managerPhone,
  smartSpace: space.smart,
  remark: space.remark,
  retentionTime: space.retentionMinutes === null ? '' : String(space.retentionMinutes),
});

export class FacilityDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: 'Projector' }) name!: string;
  @ApiProperty({ type: 'integer', example: 1 }) facilityNo!: number;
  @ApiProperty() remark!: string;
  @ApiProperty({ description: 'It is built in, and cannot be deleted' }) initFlag!: boolean;
}

export const toFacilityDto = ({ id, name, facilityNo, remark, builtIn }: SpaceFacility): FacilityDto => ({
  ...{ id, name, facilityNo, remark },
  initFlag: builtIn,
});

export class ExtraDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: 'Lunch' }) name!: string;
  @ApiProperty() remark!: string;
  @ApiProperty({ description: 'It is built in, and cannot be deleted' }) initFlag!: boolean;
}

export const toExtraDto = ({ id, name, remark, builtIn }: SpaceExtra): ExtraDto => ({
  ...{ id, name, remark },
  initFlag: builtIn,
});
