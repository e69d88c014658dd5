import type { Category } from './alarm-event.js';

/** What the qualifiers of a code mean: new (1) and gone (3). */
export type Family = 'alarm' | 'trouble' | 'arming' | 'bypass' | 'test' | 'other';

export interface ContactIdCode {
  readonly category: Category;
  readonly family: Family;
  readonly name: string;
  /** The last number is a user. */
  readonly isOfUser: boolean;
}

type Row = readonly [code: string, name: string, of?: 'user'];

const rows: readonly (readonly [Category, Family, readonly Row[]])[] = [
  [
    'medical',
    'alarm',
    [
      ['100', 'Medical alarm'],
      ['101', 'Personal emergency'],
      ['102', 'Failure to report in'],
    ],
  ],
  [
    'fire',
    'alarm',
    [
      ['110', 'Fire alarm'],
      ['111', 'Smoke'],
      ['112', 'Combustion'],
      ['113', 'Water flow'],
      ['114', 'Heat'],
      ['115', 'Fire pull station'],
      ['116', 'Duct'],
      ['117', 'Flame'],
      ['118', 'Fire near alarm'],
    ],
  ],
  ['panic', 'alarm', [['120', 'Panic alarm']]],
  [
    'duress',
    'alarm',
    [
      ['121', 'Duress', 'user'],
      ['124', 'Duress, access granted', 'user'],
      ['125', 'Duress, egress granted', 'user'],
    ],
  ],
  [
    'panic',
    'alarm',
    [
      ['122', 'Silent panic'],
      ['123', 'Audible panic'],
      ['129', 'Confirmed holdup'],
    ],
  ],
  [
    'burglary',
    'alarm',
    [
      ['130', 'Burglary'],
      ['131', 'Perimeter'],
      ['132', 'Interior'],
      ['133', '24-hour zone'],
      ['134', 'Entry or exit'],
      ['135', 'Day or night zone'],
      ['136', 'Outdoor'],
      ['138', 'Near alarm'],
      ['139', 'Intrusion verified'],
      ['140', 'General alarm'],
      ['146', 'Silent burglary'],
    ],
  ],
  [
    'tamper',
    'alarm',
    [
      ['137', 'Tamper'],
      ['144', 'Sensor tamper'],
      ['145', 'Expansion module tamper'],
    ],
  ],
  [
    'line',
    'alarm',
    [
      ['141', 'Polling loop open'],
      ['142', 'Polling loop short'],
      ['143', 'Expansion module failure'],
      ['147', 'Sensor supervision failure'],
    ],
  ],
  [
    'technical',
    'alarm',
    [
      ['150', '24-hour auxiliary zone'],
      ['151', 'Gas detected'],
      ['152', 'Refrigeration'],
      ['153', 'Loss of heat'],
      ['154', 'Water leakage'],
      ['155', 'Foil break'],
      ['156', 'Day trouble'],
      ['157', 'Low gas level'],
      ['158', 'High temperature'],
      ['159', 'Low temperature'],
      ['161', 'Loss of air flow'],
      ['162', 'Carbon monoxide detected'],
      ['163', 'Tank level'],
    ],
  ],
  [
    'system',
    'trouble',
    [
      ['200', 'Fire supervisory'],
      ['300', 'System trouble'],
      ['303', 'Memory checksum bad'],
      ['304', 'Programme checksum bad'],
      ['305', 'System reset'],
      ['306', 'Panel programming changed'],
      ['307', 'Self-test failure'],
      ['308', 'System shutdown'],
      ['310', 'Ground fault'],
      ['312', 'Power supply overcurrent'],
      ['313', 'Engineer reset'],
      ['320', 'Sounder or relay'],
      ['321', 'Bell 1'],
      ['322', 'Bell 2'],
      ['330', 'System peripheral trouble'],
      ['333', 'Expansion module failure'],
      ['334', 'Repeater failure'],
      ['335', 'Local printer out of paper'],
      ['336', 'Local printer failure'],
    ],
  ],
  ['mains', 'trouble', [['301', 'Mains failure']]],
  [
    'battery',
    'trouble',
    [
      ['302', 'Low system battery'],
      ['309', 'Battery test failure'],
      ['311', 'Battery missing'],
      ['338', 'Expansion module low battery'],
      ['384', 'Radio sensor low battery'],
    ],
  ],
  [
    'line',
    'trouble',
    [
      ['331', 'Polling loop open'],
      ['332', 'Polling loop short'],
      ['344', 'Radio receiver jammed'],
      ['350', 'Communication trouble'],
      ['351', 'Telephone line 1'],
      ['352', 'Telephone line 2'],
      ['353', 'Long range radio'],
      ['354', 'Failure to communicate an event'],
      ['355', 'Loss of radio supervision'],
      ['356', 'Loss of central polling'],
      ['370', 'Protection loop'],
      ['371', 'Protection loop open'],
      ['372', 'Protection loop short'],
      ['373', 'Fire loop trouble'],
      ['380', 'Sensor trouble'],
      ['381', 'Loss of supervision of a radio sensor'],
      ['382', 'Loss of supervision of a wired sensor'],
    ],
  ],
  [
    'tamper',
    'trouble',
    [
      ['341', 'Expansion module tamper'],
      ['383', 'Sensor tamper'],
    ],
  ],
  [
    'arming',
    'arming',
    [
      ['400', 'Opening or closing', 'user'],
      ['401', 'Opening or closing by user', 'user'],
      ['402', 'Group opening or closing', 'user'],
      ['403', 'Automatic opening or closing', 'user'],
      ['404', 'Late opening or closing', 'user'],
      ['407', 'Remote opening or closing', 'user'],
      ['408', 'Quick closing', 'user'],
      ['409', 'Opening or closing by key switch', 'user'],
      ['441', 'Armed, stay', 'user'],
      ['442', 'Armed, stay by key switch', 'user'],
      ['456', 'Partly armed', 'user'],
    ],
  ],
  ['burglary', 'other', [['406', 'Alarm cancelled', 'user']]],
  [
    'other',
    'other',
    [
      ['411', 'Call back requested', 'user'],
      ['412', 'Download success', 'user'],
      ['421', 'Access denied', 'user'],
      ['422', 'Access granted', 'user'],
      ['451', 'Early opening or closing', 'user'],
      ['452', 'Late opening or closing', 'user'],
      ['453', 'Failed to open', 'user'],
      ['454', 'Failed to close', 'user'],
      ['455', 'Automatic arming failed', 'user'],
      ['459', 'Recent closing', 'user'],
      ['461', 'Wrong code entered'],
    ],
  ],
  [
    'bypass',
    'bypass',
    [
      ['570', 'Zone bypass'],
      ['571', 'Fire bypass'],
      ['572', '24-hour zone bypass'],
      ['573', 'Burglary bypass'],
      ['574', 'Group bypass', 'user'],
    ],
  ],
  [
    'test',
    'test',
    [
      ['601', 'Manual test report'],
      ['602', 'Periodic test report'],
      ['603', 'Periodic radio transmission'],
      ['604', 'Fire test', 'user'],
      ['605', 'Status report follows'],
      ['606', 'Listen-in follows'],
      ['607', 'Walk test mode', 'user'],
      ['608', 'Periodic test, system trouble present'],
      ['611', 'Point tested'],
      ['616', 'Service request'],
      ['625', 'Time or date set', 'user'],
      ['627', 'Programme mode entered'],
      ['628', 'Programme mode left'],
    ],
  ],
];

/** Codes of Contact ID (SIA DC-05) in plain words. */
export const contactIdCodes: ReadonlyMap<string, ContactIdCode> = new Map(
  rows.flatMap(([category, family, codes]) =>
    codes.map(([code, name, of]) => [code, { category, family, name, isOfUser: of === 'user' }] as const),
  ),
);

/** What is not in the list is known by its hundreds. */
const hundreds: Readonly<Record<string, readonly [Category, Family]>> = {
  '1': ['burglary', 'alarm'],
  '2': ['system', 'trouble'],
  '3': ['system', 'trouble'],
  '4': ['other', 'other'],
  '5': ['bypass', 'bypass'],
  '6': ['test', 'test'],
};

export function contactIdCode(code: string): ContactIdCode {
  const known = contactIdCodes.get(code);
  if (known) return known;
  const [category, family] = hundreds[code.charAt(0)] ?? (['other', 'other'] as const);
  return { category, family, name: `Event ${code}`, isOfUser: false };
}
