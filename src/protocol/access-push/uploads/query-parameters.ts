import { wholeNumber } from './loose.js';

/** What the address of a `POST /iclock/querydata` says about its body (Access PUSH 9.1.3, 9.1.4, 9.2.1, 9.5.2). */
export interface QueryParameters {
  /** tabledata, count, options, vmtable; '' if it gives none. */
  readonly type: string;
  /** 0 if it names no command. */
  readonly commandId: number;
  /** As sent, for the answer. */
  readonly tableGiven: string;
  /** In lower case, without the brackets of a virtual table. */
  readonly table: string;
  /** Records of this package; null if it does not say. */
  readonly count: number | null;
  /** Number of this package from 1, and how many there are. */
  readonly packet: number;
  readonly packets: number;
  /** 3 is a compressed package (9.2.1). */
  readonly format: number;
}

const whole = (parameters: ReadonlyMap<string, string>, name: string) => wholeNumber(parameters.get(name)?.trim());

/** Parameters with lower-cased names, of repeated ones the first: some firmware writes `type=` twice (docs/field-notes.md 36). */
export function readQueryParameters(parameters: ReadonlyMap<string, string>): QueryParameters {
  const tableGiven = (parameters.get('tablename') ?? '').trim();
  // If nothing was found, the device announces no package; the empty answer is one package nevertheless.
  const packets = Math.max(1, whole(parameters, 'packcnt') ?? 1);
  return {
    type: (parameters.get('type') ?? '').trim().toLowerCase(),
    commandId: whole(parameters, 'cmdid') ?? 0,
    tableGiven,
    table: tableGiven.replace(/^\[|\]$/g, '').toLowerCase(),
    count: whole(parameters, 'count'),
    packet: Math.max(1, whole(parameters, 'packidx') ?? 1),
    packets,
    format: whole(parameters, 'datafmt') ?? 0,
  };
}
