/** Whether a number can be a national identity number: its form, and its check digit. */
type Check = (number: string) => boolean;

const digitsOf = (text: string) => Array.from(text, Number);
const weighted = (digits: readonly number[], weights: readonly number[]) =>
  weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0);
const isDay = (year: string, month: string, day: string) => {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
};

/** Resident identity card: 17 digits with the date of birth, and a check character (GB 11643, ISO 7064 mod 11-2). */
const china: Check = (number) => {
  const parts = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number);
  if (!parts || !isDay(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '')) return false;
  const sum = weighted(digitsOf(number.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === number[17];
};

/** DNI, or NIE with X, Y or Z as its first digit: the letter is the remainder modulo 23. */
const spain: Check = (number) => {
  const parts = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(number);
  if (!parts) return false;
  const [, first = '', digits = '', letter] = parts;
  if (first.length + digits.length !== 8) return false;
  const value = Number(`${first === '' ? '' : 'XYZ'.indexOf(first)}${digits}`);
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[value % 23] === letter;
};

/** CPF: eleven digits, the last two of them checks, never all the same. */
const brazil: Check = (number) => {
  if (!/^\d{11}$/.test(number) || /^(\d)\1+$/.test(number)) return false;
  const digits = digitsOf(number);
  const check = (count: number) => {
    const sum = digits.slice(0, count).reduce((all, digit, place) => all + digit * (count + 1 - place), 0);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digits[9] && check(10) === digits[10];
};

/** RUT: up to eight digits and a check of mod 11, K for ten. */
const chile: Check = (number) => {
  const parts = /^(\d{7,8})([\dK])$/.exec(number);
  if (!parts) return false;
  const sum = digitsOf(parts[1] ?? '')
    .reverse()
    .reduce((all, digit, place) => all + digit * (2 + (place % 6)), 0);
  return '0123456789K0'[11 - (sum % 11)] === parts[2];
};

/** PESEL: eleven digits, the last one a check. */
const poland: Check = (number) => {
  if (!/^\d{11}$/.test(number)) return false;
  const digits = digitsOf(number);
  return (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10];
};

/** The country whose rule national identity numbers must follow; another country is another line. */
const rules = {
  none: (number) => /\d/.test(number),
  br: brazil,
  cl: chile,
  cn: china,
  es: spain,
  pl: poland,
} satisfies Record<string, Check>;

export type NationalIdRule = keyof typeof rules;
export const nationalIdRules = Object.keys(rules) as NationalIdRule[];

/** @param number with or without blanks, points and dashes */
export const isNationalId = (rule: NationalIdRule, number: string): boolean =>
  rules[rule](number.toUpperCase().replace(/[\s.\-/]/g, ''));
