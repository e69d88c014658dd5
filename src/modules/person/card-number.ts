import { faulty } from '../../platform/errors.js';

const highest = 2n ** 64n - 1n;

/**
 * A card number in its stored form: decimal without leading zeros.
 * @throws Failure invalid, naming the field
 */
export function cardNumber(text: string, field: string): string {
  const value = /^\d{1,25}$/.test(text) ? BigInt(text) : 0n;
  if (value < 1n || value > highest) {
    const params = { min: '1', max: highest.toString() };
    throw faulty({ field, code: 'range', params, message: `${field} must be a card number from 1 to ${params.max}` });
  }
  return value.toString();
}
