import type { SpaceExtra, SpaceFacility } from '../../modules/space/space-part.service.js';
import type { StoredSpace } from '../../modules/space/space-list.js';
import { lastBuiltInFacility, retentionMinutes } from '../../modules/space/space-words.js';
import { ChangedAt, Flag, Int, OneOf, OwnId, Shown, Text, Texts } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const longestPicture = 500_000;
const longestRemark = 1_000;
const optional = { optional: true } as const;
const seats = { min: 0, max: 1_000_000 } as const;

class SpaceMore {
  @Text('Code of its area; left out = that of its first device', { ...optional, min: 1 }) areaCode?: string;
  @Text('Picture: its address', { ...optional, max: longestPicture }) picture?: string;
  @Text('Where it is', optional) address?: string;
  @Text('The person in charge; null = nobody', { ...optional, nullable: true, min: 1 }) managerPin?: string | null;
  @Text('Telephone of the person in charge', optional) managerPhone?: string;
  @Flag('It is a smart room', optional) smart?: boolean;
  @Text('Remark', { ...optional, max: longestRemark }) remark?: string;
  @OneOf('Minutes after which a room that nobody came to is given back; null = never', retentionMinutes, {
    ...optional,
    nullable: true,
  })
  retentionMinutes?: (typeof retentionMinutes)[number] | null;
  @Flag('It cannot be reserved, and no reservation opens its doors', optional) disabled?: boolean;
  @Texts('Ids of what it has', optional) facilityIds?: string[];
  @Texts('Serial numbers of devices at the room: all their doors, where doorIds names none of them', optional)
  deviceSns?: string[];
  @Texts('Ids of its doors', optional) doorIds?: string[];
}

export class SpaceBody extends SpaceMore {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Int('Seats', seats) capacity!: number;
  @OwnId() id?: string;
}

export class SpacePatch extends SpaceMore {
  @Text('Name, one of its kind', { ...optional, min: 1 }) name?: string;
  @Int('Seats', { ...seats, ...optional }) capacity?: number;
}

export class SpacesQuery extends SearchQuery {
  @Text('Code of an area', { ...optional, min: 1 }) areaCode?: string;
}

export class SpaceView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Code of its area') areaCode!: string;
  @Shown('Name of its area') areaName!: string;
  @Shown('Seats', { type: 'integer' }) capacity!: number;
  @Shown('Picture: its address') picture!: string;
  @Shown('Where it is') address!: string;
  @Shown('The person in charge', { nullable: true, type: String }) managerPin!: string | null;
  @Shown('Their name') managerName!: string;
  @Shown('Their telephone') managerPhone!: string;
  @Shown('It is a smart room') smart!: boolean;
  @Shown('Remark') remark!: string;
  @Shown('Minutes after which a room that nobody came to is given back; null = never', {
    nullable: true,
    type: 'integer',
  })
  retentionMinutes!: number | null;
  @Shown('It cannot be reserved, and no reservation opens its doors') disabled!: boolean;
  @Shown('0 free, 1 in use, 2 disabled', { type: 'integer', enum: [0, 1, 2] }) status!: number;
  @Shown('Ids of what it has') facilityIds!: readonly string[];
  @Shown('Serial numbers of devices at the room: all their doors, where doorIds names none of them')
  deviceSns!: readonly string[];
  @Shown('Ids of its doors') doorIds!: readonly string[];
  @Shown('Calendar programs may read it under a secret address') hasCalendar!: boolean;
  @ChangedAt() updatedAt!: Date;
}

/** @param seesManager whether the person in charge is one whom the operator may see */
export const toSpaceView = (space: StoredSpace, seesManager = true): SpaceView => ({
  id: space.id,
  name: space.name,
  areaCode: space.areaCode,
  areaName: space.areaName,
  capacity: space.capacity,
  picture: space.picture,
  address: space.address,
  managerPin: seesManager ? space.managerPin : null,
  managerName: seesManager ? space.managerName : '',
  managerPhone: seesManager ? space.managerPhone : '',
  smart: space.smart,
  remark: space.remark,
  retentionMinutes: space.retentionMinutes,
  disabled: space.disabled,
  status: space.status,
  facilityIds: space.facilityIds,
  deviceSns: space.sns,
  doorIds: space.doorIds,
  hasCalendar: space.hasCalendar,
  updatedAt: space.updatedAt,
});

export class SpaceCalendarView {
  @Shown('The address for calendar programs, shown once. Behind PUBLIC_URL, where that is set') path!: string;
}

const ofFacility = `Number, greater than ${lastBuiltInFacility}: those up to it are built in`;
const numbers = { min: 1, max: 1_000_000 } as const;

export class SpaceFacilityBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Int(ofFacility, numbers) facilityNo!: number;
  @Text('Remark', { ...optional, max: longestRemark }) remark?: string;
  @OwnId() id?: string;
}

export class SpaceFacilityPatch {
  @Text('Name, one of its kind', { ...optional, min: 1 }) name?: string;
  @Int(ofFacility, { ...numbers, ...optional }) facilityNo?: number;
  @Text('Remark', { ...optional, max: longestRemark }) remark?: string;
}

export class SpaceServiceBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Text('Remark', { ...optional, max: longestRemark }) remark?: string;
  @OwnId() id?: string;
}

export class SpaceServicePatch {
  @Text('Name, one of its kind', { ...optional, min: 1 }) name?: string;
  @Text('Remark', { ...optional, max: longestRemark }) remark?: string;
}

export class SpaceServiceView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Remark') remark!: string;
  @Shown('It is built in, and cannot be removed') builtIn!: boolean;
  @ChangedAt() updatedAt!: Date;
}

export class SpaceFacilityView extends SpaceServiceView {
  @Shown('Number', { type: 'integer' }) facilityNo!: number;
}

export const toSpaceServiceView = ({ id, name, remark, builtIn, updatedAt }: SpaceExtra): SpaceServiceView => ({
  ...{ id, name, remark, builtIn, updatedAt },
});

export const toSpaceFacilityView = (facility: SpaceFacility): SpaceFacilityView => {
  const { id, name, remark, builtIn, updatedAt, facilityNo } = facility;
  return { id, name, remark, builtIn, updatedAt, facilityNo };
};
