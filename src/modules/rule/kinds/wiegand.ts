import { wiegandFault } from '../../../protocol/access-push/codes/wiegand.js';
import { flagOf } from '../../../protocol/access-push/dialect.js';
import { ruleKind, type RuleKind } from '../rule.js';

export interface WiegandFacts {
  readonly name: string;
  readonly cardBit: number;
  readonly siteCode?: string;
  readonly cardFormat: string;
  readonly extSiteCodes?: readonly string[];
  readonly extParityFormats?: readonly string[];
  /** The device may match cards to this format automatically. */
  readonly automatic?: boolean;
  /** One of the formats that the device has from the factory. */
  readonly builtIn?: boolean;
}

const needs = 'CardFormatFunOn=1 or position 6, 14 or 33 of AccSupportFunList';
const supported: RuleKind['supported'] = ({ dialect, options }) =>
  flagOf(options, 'CardFormatFunOn') || [6, 14, 33].some((position) => dialect.functions[position] === '1');

/**
 * How a card's bits are read (9.1.1, Wiegand format). Devices get it if their readers use it, or if the rule names
 * them.
 */
export const wiegandFormats = ruleKind<WiegandFacts>({
  name: 'wiegand-formats',
  refers: ['sns'],
  unnamed: 'none',
  numbered: 'site',
  unique: ['name'],
  needs,
  supported,
  check: wiegandFault,
  shared: ({ number, facts }) => {
    const { name, cardBit, cardFormat, siteCode = '0', builtIn = false } = facts;
    const row = { id: number, cardBit, siteCode, formatName: name, cardFormat };
    const more = {
      extSiteCode: facts.extSiteCodes?.join(';') ?? '',
      extParityFormat: facts.extParityFormats?.join(';') ?? '',
      isDefault: facts.automatic ?? false,
    };
    return [builtIn ? { table: 'defaultwgformat', row } : { table: 'wgformat', row: { ...row, ...more } }];
  },
});

export interface ReaderWiegandFacts {
  readonly readerId: string;
  readonly formatId: string;
  readonly parityCheck?: boolean;
  readonly reversal?: Reversal;
}

export const reversals = ['none', 'allBits', 'zerosAndOnes', 'bytes', 'bitsOfBytes'] as const;
type Reversal = (typeof reversals)[number];

/** The format of a reader (9.1.1, Wiegand format of a reader). */
export const readerWiegandFormats = ruleKind<ReaderWiegandFacts>({
  name: 'reader-wiegand-formats',
  refers: ['readerId'],
  unique: ['formatId', 'readerId'],
  needs,
  supported,
  uses: ({ formatId }) => [{ field: 'formatId', id: formatId, kind: wiegandFormats.name }],
  shared: ({ uses, facts }, { readers }) => {
    const readerId = readers.get(facts.readerId);
    if (readerId === undefined) return [];
    const { formatId, parityCheck = true, reversal = 'none' } = facts;
    const row = { readerId, wgFormatId: uses[formatId], parityVerifyDisable: !parityCheck };
    return [{ table: 'readerwgformat', row: { ...row, reversalType: reversals.indexOf(reversal) } }];
  },
});
