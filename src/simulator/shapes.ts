import type { PanelSettings } from './settings.js';

/** What the firmware knows of one of its tables. Field names as printed; `conditions` are those of its DELETE. */
export interface Shape {
  readonly name: string;
  readonly fields: readonly string[];
  readonly key: (settings: PanelSettings) => readonly string[];
  readonly conditions: (settings: PanelSettings) => readonly string[];
  readonly exists?: (settings: PanelSettings) => boolean;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'];

function shape(
  name: string,
  fields: string,
  key: string,
  conditions: string,
  more: Partial<Pick<Shape, 'key' | 'conditions' | 'exists'>> = {},
): Shape {
  return {
    name,
    fields: fields.split(' '),
    key: () => key.split(' '),
    conditions: () => (conditions === '' ? [] : conditions.split(' ')),
    ...more,
  };
}

/** Tables of access control (Access PUSH 9.1.1, 9.1.2), written down a second time so that the two sides check each other. */
const shapes: readonly Shape[] = [
  shape('user', 'CardNo Pin Password Group StartTime EndTime Name Privilege Disable', 'Pin', 'Pin'),
  shape('extuser', 'Pin FunSwitch FirstName LastName PersonalVS', 'Pin', 'Pin'),
  shape('mulcarduser', 'Pin CardNo LossCardFlag CardType CardBit SiteCode IMIE', 'Pin CardNo', 'Pin', {
    exists: (settings) => settings.multiCard,
  }),
  shape(
    'userauthorize',
    'Pin AuthorizeTimezoneId AuthorizeDoorId DevID StartTime EndTime',
    'Pin AuthorizeTimezoneId DevID',
    'Pin',
    {
      // With [15] a row is one door, so the door tells the rows apart.
      key: (settings) => ['Pin', 'AuthorizeTimezoneId', 'DevID', ...(settings.supports(15) ? ['AuthorizeDoorId'] : [])],
    },
  ),
  shape('holiday', 'Holiday HolidayType Loop', 'Holiday', ''),
  shape(
    'timezone',
    ['TimezoneId', ...days.flatMap((day) => [1, 2, 3].map((n) => `${day}Time${n}`)), 'StartTime', 'EndTime'].join(' '),
    'TimezoneId',
    'TimezoneId',
  ),
  shape('templatev10', 'Pin FingerID Valid Template', 'Pin FingerID', 'Pin FingerID', {
    conditions: (settings) => (settings.isOn('DeleteAndFunOn') ? ['Pin', 'FingerID'] : ['Pin']),
  }),
  shape('biodata', 'Pin No Index Valid Duress Type MajorVer MinorVer Format Tmp', 'Type Pin No Index', 'Type Pin No'),
  shape('firstcard', 'DoorID TimezoneID Pin DevID', 'DoorID TimezoneID Pin', 'DoorID Pin'),
  shape('multimcard', 'Index DoorId Group1 Group2 Group3 Group4 Group5 DevID', 'Index', 'Index'),
  shape('inoutfun', 'Index EventType InAddr OutType OutAddr OutTime Reserved InDevID OutDevID', 'Index', 'Index'),
  shape('InputIOSetting', 'Number InType TimeZoneId DevID', 'Number InType', ''),
];

/** The table of that name in any case, where this panel has it. */
export function shapeOf(table: string, settings: PanelSettings): Shape | undefined {
  const found = shapes.find(({ name }) => name.toLowerCase() === table.toLowerCase());
  return found?.exists?.(settings) === false ? undefined : found;
}
