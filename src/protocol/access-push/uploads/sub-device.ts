import { parseOptions } from '../options.js';
import { linesOf } from './loose.js';

/** States of a controller behind a master (Access PUSH 4.6, 5): not wanted yet, may register, works. */
export const authorizeSteps = { none: 0, registering: 1, authorized: 2 } as const;

/** A controller behind the master that pushes the table. */
export interface SubDevice {
  readonly sn: string;
  readonly online: boolean;
  /** One of authorizeSteps; null if it is another value. */
  readonly step: 0 | 1 | 2 | null;
  /** What it reports about itself, before and after its authorization. */
  readonly info: Readonly<Record<string, string>>;
  readonly registration: Readonly<Record<string, string>>;
}

const names = 'SN|Online|IsAuthorize|AuthorizeInfo|RegisterInfo';
/** The manual prints the table's word and the first name without anything between them. */
const word = /^\s*DeviceAuthorize\s*(?=SN\s*=)/i;
const beforeName = new RegExp(String.raw`[\t ,](?=(?:${names})=)`, 'i');

function fieldsOf(line: string): ReadonlyMap<string, string> {
  const cells = line.replace(word, '').split(beforeName);
  return new Map(
    cells.flatMap((cell) => {
      const [, name, value = ''] = /^\s*(\w+)\s*=([\s\S]*)$/.exec(cell) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value.replace(/,$/, '').trim()] as const];
    }),
  );
}

function stepOf(text: string | undefined): SubDevice['step'] {
  if (text === '0') return 0;
  if (text === '1') return 1;
  return text === '2' ? 2 : null;
}

/** Rows of `tablename=DeviceAuthorize`; a row without a serial number is left out. */
export const readSubDevices = (body: string): SubDevice[] =>
  linesOf(body).flatMap((line) => {
    const fields = fieldsOf(line);
    const sn = fields.get('sn') ?? '';
    if (!/^[\w.-]{1,64}$/.test(sn)) return [];
    return [
      {
        sn,
        online: fields.get('online') === '1',
        step: stepOf(fields.get('isauthorize')),
        info: parseOptions(fields.get('authorizeinfo') ?? ''),
        registration: parseOptions(fields.get('registerinfo') ?? ''),
      },
    ];
  });
