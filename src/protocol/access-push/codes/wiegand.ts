/** Bits of a card (9.1.1, Wiegand format): parity, card number, site code, manufacturer, facility. */
const bits = /^[pcsmf]+$/;
/** How a parity bit is calculated: even, odd, both; `x` is the parity bit itself, or a bit that is not counted. */
const parity = /^[eobxp]+$/;

/** The fields that a format must have. */
export interface WiegandFormat {
  readonly cardBit: number;
  /** `pccc...cp:eee...ooo`: a letter for each bit, and for each bit the parity that it counts for. */
  readonly cardFormat: string;
  /** One parity format for each, like the second half of cardFormat. */
  readonly extParityFormats?: readonly string[];
  /** Up to 32 bits each. */
  readonly extSiteCodes?: readonly string[];
}

interface Fault {
  readonly field: string;
  readonly message: string;
}

function faultOfFormat({ cardBit, cardFormat }: WiegandFormat): string | null {
  const [bitText = '', parityText, ...more] = cardFormat.split(':');
  if (parityText === undefined || more.length > 0)
    return 'must be letters for bits and letters for parity, joined by a colon';
  if (!bits.test(bitText)) return 'must name bits by p (parity), c (card), s (site), m (manufacturer) and f (facility)';
  if (!parity.test(parityText)) return 'must name parity by e (even), o (odd), b (both) and x (neither)';
  if (bitText.length !== cardBit || parityText.length !== cardBit) {
    return `must have ${cardBit} letters on both sides of the colon`;
  }
  return bitText.includes('c') ? null : 'must name the bits of the card number, c';
}

/** What is wrong with a Wiegand format, and in which field; null = nothing. */
export function wiegandFault(format: WiegandFormat): Fault | null {
  const message = faultOfFormat(format);
  if (message !== null) return { field: 'cardFormat', message };
  const { extParityFormats = [], extSiteCodes = [] } = format;
  const wrongParity = extParityFormats.findIndex((text) => !parity.test(text));
  if (wrongParity >= 0) {
    return { field: `extParityFormats.${wrongParity}`, message: 'must name parity by e, o, b and x' };
  }
  const wrongSite = extSiteCodes.findIndex((text) => !/^\d{1,10}$/.test(text) || Number(text) > 0xffff_ffff);
  return wrongSite < 0 ? null : { field: `extSiteCodes.${wrongSite}`, message: 'must be a number of up to 32 bits' };
}
