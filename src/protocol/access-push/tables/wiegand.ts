import type { Dialect } from '../dialect.js';
import { flag, int, label, only, optional, text } from '../field.js';
import { table } from '../table.js';
import { devId, wiegand2 } from './columns.js';

/** CardFormatFunOn=0 is an explicit no; if the option is missing, the device's own answer decides. */
const formats = ({ cardFormat }: Dialect) => cardFormat !== false;

const deletes = [['id'], ['cardBit']] as const;

/** Access PUSH 9.1.1, the device's own Wiegand formats. */
export const defaultWGFormat = table(
  'DefaultWGFormat',
  {
    id: int('ID'),
    cardBit: int('CardBit'),
    siteCode: text('SiteCode'),
    formatName: label('FormatName'),
    cardFormat: text('CardFormat'),
  },
  { key: ['id'], unit: ['id'], deletes, when: formats },
);

/** Access PUSH 9.1.1, Wiegand format; lists in the last columns are joined by semicolons. */
export const wgFormat = table(
  'WGFormat',
  {
    id: int('ID'),
    cardBit: int('CardBit'),
    siteCode: text('SiteCode'),
    formatName: label('FormatName'),
    cardFormat: text('CardFormat'),
    extSiteCode: only(wiegand2, optional(text('ExtSiteCode'))),
    extParityFormat: only(wiegand2, optional(text('ExtParityFormat'))),
    isDefault: only(wiegand2, optional(flag('IsDefault'))),
  },
  { key: ['id'], unit: ['id'], deletes, when: formats },
);

/**
 * Access PUSH 9.1.1, formats of a reader. Its DELETE is printed with the name WGFormat, which would empty that table,
 * so it is sent with its own name. ReversalType 0 none, 1 all bits, 2 zeros and ones, 3 low with high bytes, 4 low with
 * high bits.
 */
export const readerWGFormat = table(
  'ReaderWGFormat',
  {
    readerId: int('ReaderID'),
    devId: devId(),
    wgFormatId: int('WGFormatID'),
    parityVerifyDisable: flag('ParityVerifyDisable'),
    reversalType: int('ReversalType'),
  },
  { key: ['readerId', 'devId', 'wgFormatId'], unit: ['readerId'], deletes: [['readerId'], ['devId']], when: formats },
);
