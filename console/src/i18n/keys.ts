/** The files of texts, one for each page: `keyof` of them are the pages. */
interface Files {
  app: typeof import('./en/app.json');
  ui: typeof import('./en/ui.json');
  areas: typeof import('./en/areas.json');
  change: typeof import('./en/change.json');
  departments: typeof import('./en/departments.json');
  attendance: typeof import('./en/attendance.json');
  audit: typeof import('./en/audit.json');
  bulk: typeof import('./en/bulk.json');
  consumption: typeof import('./en/consumption.json');
  commands: typeof import('./en/commands.json');
  alarms: typeof import('./en/alarms.json');
  device: typeof import('./en/device.json');
  deviceWork: typeof import('./en/deviceWork.json');
  devices: typeof import('./en/devices.json');
  erasure: typeof import('./en/erasure.json');
  photo: typeof import('./en/photo.json');
  doctor: typeof import('./en/doctor.json');
  doors: typeof import('./en/doors.json');
  events: typeof import('./en/events.json');
  explain: typeof import('./en/explain.json');
  firmware: typeof import('./en/firmware.json');
  floors: typeof import('./en/floors.json');
  gates: typeof import('./en/gates.json');
  holidays: typeof import('./en/holidays.json');
  home: typeof import('./en/home.json');
  hours: typeof import('./en/hours.json');
  inside: typeof import('./en/inside.json');
  intrusion: typeof import('./en/intrusion.json');
  levels: typeof import('./en/levels.json');
  orders: typeof import('./en/orders.json');
  operators: typeof import('./en/operators.json');
  wire: typeof import('./en/wire.json');
  zones: typeof import('./en/zones.json');
  tree: typeof import('./en/tree.json');
  cameras: typeof import('./en/cameras.json');
  parking: typeof import('./en/parking.json');
  parkingSite: typeof import('./en/parkingSite.json');
  fees: typeof import('./en/fees.json');
  parkingFees: typeof import('./en/parkingFees.json');
  partSettings: typeof import('./en/partSettings.json');
  people: typeof import('./en/people.json');
  person: typeof import('./en/person.json');
  reports: typeof import('./en/reports.json');
  screens: typeof import('./en/screens.json');
  settings: typeof import('./en/settings.json');
  tokens: typeof import('./en/tokens.json');
  records: typeof import('./en/records.json');
  rooms: typeof import('./en/rooms.json');
  rules: typeof import('./en/rules.json');
  visitors: typeof import('./en/visitors.json');
  webhooks: typeof import('./en/webhooks.json');
  backup: typeof import('./en/backup.json');
  brokers: typeof import('./en/brokers.json');
  plans: typeof import('./en/plans.json');
  setup: typeof import('./en/setup.json');
}

/** The name of every text: `feature.key`, where `feature` is a file of `en/` and `key` is in it. */
export type TextKey = {
  [Feature in keyof Files]: `${Feature}.${Extract<keyof Files[Feature], string>}`;
}[keyof Files];
