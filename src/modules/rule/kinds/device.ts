import { supports } from '../../../protocol/access-push/dialect.js';
import { deviceParameterTable } from '../../../protocol/access-push/parameters/device.js';
import { parameterFault } from '../../../protocol/access-push/parameters/parameter.js';
import { tables } from '../../../protocol/access-push/tables/all.js';
import { ruleKind, type Parts, type RuleKind } from '../rule.js';
import { faultOfDays, type DayPeriod } from './day-periods.js';

export interface NtpFacts {
  readonly address: string;
}

/** The time servers of devices (9.1.1, NTP servers). */
export const ntpServers = ruleKind<NtpFacts>({
  name: 'ntp-servers',
  refers: ['sns'],
  unique: ['address'],
  needs: 'position 61 of AccSupportFunList',
  supported: ({ dialect }) => tables.ntpserverlist.when?.(dialect) ?? true,
  shared: ({ facts: { address } }) => [{ table: 'ntpserverlist', row: { serverAddress: address } }],
  implies: () => [{ name: 'NtpFunOn', value: '1' }],
});

/** DevType, and the position of AccSupportFunList that a panel needs for the board; WR485 works with any of them. */
const boards = {
  DM10: { devType: 101, positions: [45] },
  WR485: { devType: 102, positions: [45, 46, 47, 49, 52] },
  AUX485: { devType: 103, positions: [46] },
  EX308: { devType: 104, positions: [52] },
  EX316: { devType: 105, positions: [52] },
  EX0808: { devType: 110, positions: [47] },
} as const;
export type BoardType = keyof typeof boards;
export const boardTypes = Object.keys(boards) as BoardType[];

const reactTypes = { door: 1, auxIn: 2, auxOut: 3, reader: 4 } as const;

export interface ExpansionBoardFacts {
  readonly boardType: BoardType;
  readonly address: number;
  readonly disabled?: boolean;
  readonly parts?: readonly {
    readonly type: keyof typeof reactTypes;
    readonly number: number;
    readonly seqNo: number;
  }[];
}

/** A board that adds doors, inputs and outputs to a panel (9.1.1, expansion board property and configuration). */
export const expansionBoards = ruleKind<ExpansionBoardFacts>({
  name: 'expansion-boards',
  refers: ['sn'],
  numbered: 'device',
  unique: ['sn', 'address'],
  needs: 'position 45 (DM10), 46 (AUX485), 47 (EX0808) or 52 (EX308, EX316) of AccSupportFunList',
  supported: ({ dialect }, { facts }) =>
    boards[facts.boardType].positions.some((position) => supports(dialect, position)),
  shared: ({ number, facts: { boardType, address, disabled = false, parts = [] } }) => [
    {
      table: 'extboardproperty',
      row: { extBoardId: number, devType: boards[boardType].devType, busType: 0, address, disable: disabled },
    },
    ...parts.map(({ type, number: entityId, seqNo }) => ({
      table: 'extboardrelationlist',
      row: { extBoardId: number, reactType: reactTypes[type], entityId, seqNo },
    })),
  ],
});

export interface GatePassFacts {
  readonly name: string;
  readonly days: Readonly<Record<string, readonly (DayPeriod & { readonly passMode: number })[]>>;
}

const mostGatePeriods = 5;
const passModes = [{ name: 'passMode', most: 255, needed: true }];

/** How a channel controller lets people pass, by period (9.1.1, time rule and passing mode). */
export const gatePassRules = ruleKind<GatePassFacts>({
  name: 'gate-pass-rules',
  refers: ['sns'],
  numbered: 'site',
  unique: ['name'],
  needs: 'a channel controller: a device whose module is psg',
  supported: ({ module }) => module === 'psg',
  check: ({ days }) => faultOfDays(days, { most: mostGatePeriods, holidays: false, beside: passModes }),
  shared: ({ number, facts }) => {
    const rules = Object.entries(facts.days).map(([day, times]) => [
      day,
      times.map(({ from, to, passMode }) => ({ period: `${from}-${to}`, passMode })),
    ]);
    return [{ table: 'gatepassrule', row: { passwayTimeZoneId: number, rules: Object.fromEntries(rules) } }];
  },
});

export interface DeviceParametersFacts {
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** Parameters that other rules write. */
const ofRules = new Set(['AntiPassback', 'InterLock', 'NtpFunOn', 'DSTOn', 'CurTimeMode', 'DLSTMode', 'MachineTZ']);

function faultOfParameter(name: string, value: unknown, parts: Parts | null): string | null {
  if (ofRules.has(name)) return 'is written by rules of its own';
  if (!Object.hasOwn(deviceParameterTable, name)) return 'is no parameter of appendix 12';
  if (!['string', 'number', 'boolean'].includes(typeof value)) return 'must be text, a number, true or false';
  return parameterFault(deviceParameterTable, name, value as string, parts?.dialect ?? null);
}

/** Parameters of a device as a whole (appendix 12). */
export const deviceParameters = ruleKind<DeviceParametersFacts>({
  name: 'device-parameters',
  refers: ['sn'],
  unique: ['sn'],
  needs: 'nothing in particular; firmware without a parameter refuses it',
  supported: () => true,
  check: ({ parameters }, parts) => {
    for (const [name, value] of Object.entries(parameters)) {
      const wrong = faultOfParameter(name, value, parts);
      if (wrong !== null) return { field: `parameters.${name}`, message: wrong };
    }
    return null;
  },
  implies: ({ facts }) =>
    Object.entries(facts.parameters).map(([name, value]) => ({
      name,
      value: typeof value === 'boolean' ? String(Number(value)) : String(value),
    })),
});

export interface ContactFacts {
  readonly groupName?: string;
  readonly displayName: string;
  readonly passCode?: string;
  readonly numbers?: readonly {
    readonly type: keyof typeof numTypes;
    readonly number: string;
    readonly priority?: number;
    readonly patternId?: string;
  }[];
}

const numTypes = { phone: 1, account: 2, address: 3 } as const;
const intercom = 'position 63 of AccSupportFunList';
const hasIntercom: RuleKind['supported'] = ({ dialect }) => tables.contact_info.when?.(dialect) ?? true;

export interface NumberPatternFacts {
  readonly pattern: string;
  readonly strip: number;
  readonly prepend?: string;
}

/** How a dialled number is changed (9.1.1, contact number rule); it is sent where a contact uses it. */
export const contactNumberPatterns = ruleKind<NumberPatternFacts>({
  name: 'contact-number-patterns',
  refers: ['sns'],
  unnamed: 'none',
  numbered: 'site',
  needs: intercom,
  supported: hasIntercom,
  shared: ({ number, facts: { pattern, strip, prepend } }) => [
    { table: 'contact_number_pattern_list', row: { patternId: number, pattern, strip, prepend } },
  ],
});

/** The people who can be called from a video intercom (9.1.1, contact list). */
export const contacts = ruleKind<ContactFacts>({
  name: 'contacts',
  refers: ['sns', 'pin'],
  numbered: 'site',
  secrets: ['passCode'],
  needs: intercom,
  supported: hasIntercom,
  uses: ({ numbers = [] }) =>
    numbers.flatMap(({ patternId }, at) =>
      patternId === undefined
        ? []
        : [{ field: `numbers.${at}.patternId`, id: patternId, kind: contactNumberPatterns.name }],
    ),
  check: ({ numbers = [] }) => {
    const twice = numbers.findIndex(({ type }, at) => numbers.findIndex((other) => other.type === type) < at);
    return twice < 0 ? null : { field: `numbers.${twice}.type`, message: 'is there already: devices hold one of each' };
  },
  shared: ({ number: contactId, pin, uses, facts }) => {
    const { groupName = '', displayName, passCode = '', numbers = [] } = facts;
    return [
      { table: 'contact_info', row: { contactId, pin, groupName, displayName, passCode } },
      ...numbers.map(({ type, number, priority = 1, patternId }) => ({
        table: 'contact_number_list',
        row: {
          contactId,
          numType: numTypes[type],
          number,
          priority,
          patternId: patternId === undefined ? 0 : uses[patternId],
        },
      })),
    ];
  },
});
