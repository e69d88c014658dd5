/** Currencies of ISO 4217 whose smallest unit is not a hundredth, by the digits of their fractions. */
const digits: Readonly<Record<string, number>> = {
  ...of(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...of(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...of(4, 'CLF UYW'),
};

function of(count: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}

export const fractionDigits = (currency: string): number => digits[currency] ?? 2;

const known = new Set(Intl.supportedValuesOf('currency'));

export const isCurrency = (currency: string): boolean => known.has(currency);

/** 250 EUR cents -> `2.50`; 250 JPY -> `250`. */
export function decimalOf(amount: number, currency: string): string {
  const places = fractionDigits(currency);
  if (places === 0) return String(amount);
  const text = String(Math.abs(amount)).padStart(places + 1, '0');
  return `${amount < 0 ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** The reverse, without going through a binary fraction; null for text that is no amount of that currency. */
export function amountOf(decimal: string, currency: string): number | null {
  const places = fractionDigits(currency);
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(decimal.trim()) ?? [];
  if (whole === '' || /[1-9]/.test(fraction.slice(places))) return null;
  return Number(whole + fraction.slice(0, places).padEnd(places, '0'));
}
