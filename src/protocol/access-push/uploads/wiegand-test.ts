import { linesOf, looseRecord, numberOf, valueOf } from './loose.js';

/** A card that was held to a reader during the Wiegand test (Access PUSH 9.4, `table=testdata`). */
export interface WiegandTest {
  readonly type: string;
  readonly bitCount: number | null;
  /** The bits as sent. */
  readonly bits: string;
  /** Serial number of the device, or of the controller behind it, that read them. */
  readonly sn: string;
}

/** Rows of `table=testdata`; a row without bits is left out. */
export const readWiegandTests = (body: string): WiegandTest[] =>
  linesOf(body)
    .map(looseRecord)
    .map((rec) => ({
      type: valueOf(rec, 'type'),
      bitCount: numberOf(rec, 'bitscount'),
      bits: valueOf(rec, 'bits').slice(0, 512),
      sn: valueOf(rec, 'sn').slice(0, 64),
    }))
    .filter(({ bits }) => bits !== '');
