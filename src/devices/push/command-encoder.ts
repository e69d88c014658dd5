import type { Order, RowToWrite } from '../../core/command/order.js';
import { Failure } from '../../platform/errors.js';
import { raw, type CommandText } from '../../protocol/access-push/command.js';
import { account } from '../../protocol/access-push/command-account.js';
import { controlWriters } from '../../protocol/access-push/command-control.js';
import * as data from '../../protocol/access-push/command-data.js';
import { enrollBio, enrollInfo } from '../../protocol/access-push/command-enroll.js';
import * as configure from '../../protocol/access-push/command-options.js';
import { upgrade } from '../../protocol/access-push/command-upgrade.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import { packedNow } from '../../protocol/access-push/time.js';

export interface Circumstances {
  readonly dialect: Dialect;
  readonly timeZone: string;
  /** The gateway's address as the device called it: `http://host:port`; '' if it did not say. */
  readonly origin?: string;
  /** The version that it announced. */
  readonly pushVersion?: string | null;
  /** It has shown that it only knows the older form of commands (Attendance PUSH 12.9). */
  readonly antiqueWords?: boolean;
  /** Rows of an UPDATE that are encoded already, in this dialect. */
  readonly texts?: ReadonlyMap<RowToWrite['row'], string>;
}

/** What replaces a template or photo in the stored text of a command. */
export const hidden = '***';

type Writers = {
  readonly [T in Order['type']]: (order: Extract<Order, { type: T }>, at: Circumstances) => CommandText;
};

function knownTable(name: string) {
  const table = tableNamed(name);
  if (!table) throw new Failure('deviceUnsupported', `there is no table ${name} in this protocol`);
  return table;
}

/**
 * Of our own files only the path is known before a device asks; the device's request shows the address of the gateway.
 */
const absolute = (url: string, { origin = '' }: Circumstances) => (url.startsWith('/') ? origin + url : url);
const optionsIn = (rows: readonly RowToWrite[]) =>
  Object.fromEntries(rows.map(({ row }) => [String(row.name), String(row.value)]));

/** What each order is in this protocol. A new order fails to compile until it has its line here. */
const writers: Writers = {
  ...controlWriters,
  // The clock is read at hand-out: a text made earlier would set an old time.
  setTime: (_order, { timeZone }) => configure.setTime(packedNow(new Date(), timeZone)),
  setOptions: ({ options }) => configure.setOptions(options),
  getOptions: ({ names }) => configure.getOptions(names),
  updateRows: ({ table, rows }, { dialect, texts }) =>
    table === optionTableName
      ? configure.setOptions(optionsIn(rows))
      : data.updateRows(
          knownTable(table),
          rows.map(({ row }: RowToWrite) => row),
          dialect,
          texts,
        ),
  deleteUnits: ({ table, units }) =>
    data.deleteUnits(
      knownTable(table),
      units.map(({ unit }) => unit),
    ),
  clearTable: ({ table }) => data.deleteUnits(knownTable(table), ['*']),
  count: ({ table, condition }) => data.count(table, condition),
  query: ({ table, fields, filter }) => data.query(table, fields, filter),
  accessPoints: () => data.query(data.accessPointList),
  adScreen: (screen, at) => configure.setAdScreen({ ...screen, url: absolute(screen.url, at) }),
  testHost: ({ address }) => configure.testHost(address),
  account: ({ range }) => account(range),
  upgrade: ({ method, ...firmware }, at) => upgrade(method, { ...firmware, url: absolute(firmware.url, at) }),
  enrollInfo: (enrolment) => enrollInfo(enrolment),
  enrollBio: (enrolment) => enrollBio(enrolment),
  raw: ({ text }) => raw(text),
};

/** The bytes of an order for a device as it is now. @throws Failure where its protocol cannot say it */
export function render(order: Order, at: Circumstances): CommandText {
  // Without the prefix that names the other controller, this device would carry out the command itself.
  if (order.subSn !== undefined && at.dialect.cmdFormat !== 1) {
    throw new Failure('deviceUnsupported', 'the device hands no commands on');
  }
  try {
    return (writers[order.type] as (order: Order, at: Circumstances) => CommandText)(order, at);
  } catch (error) {
    // A command that cannot be written must end alone, and not block all others for ever.
    if (error instanceof RangeError) throw new Failure('deviceUnsupported', error.message);
    throw error;
  }
}
