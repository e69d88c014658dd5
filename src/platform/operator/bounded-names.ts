import type { Bounded } from './bounds.js';

/** What a name means wherever it stands: in a path, a query, a body, or an item of a list. */
const names: Readonly<Record<string, Bounded>> = {
  sn: 'device',
  sns: 'device',
  subSn: 'device',
  deviceSn: 'device',
  deviceSns: 'device',
  eventId: 'event',
  doorId: 'door',
  doorIds: 'door',
  readerId: 'reader',
  readerIds: 'reader',
  inReaderIds: 'reader',
  outReaderIds: 'reader',
  floorId: 'floor',
  floorIds: 'floor',
  gateId: 'gate',
  gateIds: 'gate',
  auxOutputIds: 'auxOutput',
  recorderId: 'recorder',
  cameraId: 'camera',
  levelId: 'level',
  levelIds: 'level',
  accLevelIds: 'level',
  visitorLevelIds: 'level',
  zoneId: 'zone',
  zoneIds: 'zone',
  areaCode: 'area',
  areaCodes: 'area',
  learnsFrom: 'area',
  deptCode: 'department',
  departmentCode: 'department',
  parentCode: 'department',
  pin: 'person',
  pins: 'person',
  hostPin: 'person',
  spaceId: 'space',
  around: 'event',
};

/** What `:id` of a resource names, and `id` of an item of its list. */
const resources: Readonly<Record<string, Bounded>> = {
  doors: 'door',
  readers: 'reader',
  floors: 'floor',
  gates: 'gate',
  'aux-inputs': 'auxInput',
  'aux-outputs': 'auxOutput',
  'access-levels': 'level',
  'elevator-levels': 'level',
  'gate-levels': 'level',
  'visitor-levels': 'level',
  areas: 'areaId',
  zones: 'zone',
  musters: 'muster',
  plans: 'plan',
  recorders: 'recorder',
  cameras: 'camera',
  events: 'event',
  commands: 'command',
  visits: 'visit',
  'visitor-reservations': 'reservation',
  spaces: 'space',
  'space-reservations': 'spaceReservation',
  // Under its areas and persons stand applications.
  attendance: 'application',
  // Accounts go by pins.
  consumption: 'consumption',
  intrusion: 'intrusion',
};

/** What `:code` of a resource names, and `code` of an item of its list. */
const codes: Readonly<Record<string, Bounded>> = { departments: 'department', attendance: 'area', ins: 'area' };

/** What a name means below one resource alone. */
const ofOne: Readonly<Record<string, Bounded>> = {
  'cards cardNo': 'card',
  'devices newSn': 'newDevice',
  'areas parentCode': 'area',
  'intrusion panelId': 'intrusion',
  // A till is no device of ours.
  'consumption deviceSn': 'newDevice',
  'spaces managerPin': 'person',
  'space-reservations applicantPin': 'person',
  'persons areas': 'area',
  // A visitor is in no department.
  'visitors pin': 'visitor',
  'visits pin': 'visitor',
  'visitor-levels pin': 'visitor',
  'visitor-levels add': 'visitor',
  'visitor-levels remove': 'visitor',
};

/** Where that which a resource makes belongs: the field of its body that has to say it. */
const places: Readonly<Record<string, string>> = {
  persons: 'deptCode',
  departments: 'parentCode',
  areas: 'parentCode',
  doors: 'sn',
  readers: 'doorId',
  zones: 'inReaderIds',
  plans: 'areaCode',
  recorders: 'areaCode',
  cameras: 'recorderId',
  spaces: 'areaCode',
  'space-reservations': 'spaceId',
  'access-levels': 'areaCode',
  'elevator-levels': 'areaCode',
  'gate-levels': 'areaCode',
  'visitor-levels': 'areaCode',
  devices: 'areaCode',
  contacts: 'sns',
  'gate-pass-rules': 'sns',
};
export const placeOf = (resource: string): string | undefined => places[resource];

/** Resources of the whole site: read by everybody who may, changed by those without bounds. */
const shared: ReadonlySet<string> = new Set([
  'session',
  'alarm-kinds',
  'roles',
  'event-types',
  'time-zones',
  'holidays',
  'shifts',
  'leave-types',
  'wiegand-formats',
  'contact-number-patterns',
  'firmware',
  'media',
  'ntp-servers',
  'visitor-block-list',
  'space-facilities',
  'space-services',
  // Each item is looked at by itself, as it is sent.
  'stream',
  // They hold what the lists show.
  'exports',
  // Filters under a name; what they find is looked at when they are used.
  'views',
  // One's own alone.
  'imports',
  // It finds what is inside alone.
  'search',
]);

const own = new Set(['session', 'views']);

/** Resources whose items or calls name a device, a door or a person, or that look at bounds themselves. */
const named: ReadonlySet<string> = new Set([
  'alarms',
  'attention',
  'feed',
  'devices',
  'persons',
  'cards',
  'visitors',
  'device-uploads',
  'explain',
  'statistics',
]);

const rules =
  /(?:-rules|-schedules|linkages|camera-bindings|device-parameters|expansion-boards|scheduled-outputs|contacts|reader-wiegand-formats)$/;

/** Parts of a resource that others narrow down: who delivers sales of everybody, and who knocked and is of no area. */
const wholeSite = /^(?:consumption\/sources|intrusion\/strangers)(?:\/|$)/;

export type Reach = 'bounded' | 'shared' | 'refused';

/**
 * Whether an operator with bounds may use a resource at all: what cannot be narrowed down is refused.
 * @param call the whole path behind /admin/v1
 */
export function reachOf(resource: string, isRead: boolean, call = resource): Reach {
  if (wholeSite.test(call)) return 'refused';
  // Panels are set up by whoever sees the whole site.
  if (resource === 'intrusion' && !isRead) return 'refused';
  if (shared.has(resource)) return isRead || own.has(resource) ? 'shared' : 'refused';
  return isNarrowed(resource) ? 'bounded' : 'refused';
}

const isNarrowed = (resource: string): boolean =>
  resources[resource] !== undefined || codes[resource] !== undefined || named.has(resource) || rules.test(resource);

/** What a name means below a resource; undefined = nothing that bounds are about. */
export function kindOf(resource: string, name: string): Bounded | undefined {
  if (name === 'id') return rules.test(resource) ? 'rule' : resources[resource];
  if (name === 'code') return codes[resource];
  const own = ofOne[`${resource} ${name}`];
  if (own) return own;
  // Members of a level, by their pins.
  if ((name === 'add' || name === 'remove') && resource.endsWith('-levels')) return 'person';
  return names[name];
}
