import { faulty } from '../../../platform/errors.js';
import { isCurrency } from './money.js';
import { dayNames, type Night, type Rate, type Tariff } from './tariff.js';

/** What no field of a declaration tells by itself. @throws Failure invalid, which names the field */
export function checkTariff(tariff: Tariff): void {
  if (!isCurrency(tariff.currency)) throw wrong('currency', 'must be a currency of ISO 4217, such as EUR');
  checkRate(tariff, '');
  tariff.otherDays.forEach((rate, index) => {
    const path = `otherDays.${index}.`;
    const isKnown = rate.days.length > 0 && rate.days.every((day) => dayNames.includes(day));
    if (!isKnown) throw wrong(`${path}days`, `must name days, each one of ${dayNames.join(', ')}`);
    checkRate(rate, path);
  });
}

function checkRate({ night }: Rate, path: string): void {
  if (night) checkNight(night, `${path}night.`);
}

function checkNight({ from, to, flat, each, maximum }: Night, path: string): void {
  if (from === to) throw wrong(`${path}to`, 'must not be the same as from: such a night has no end');
  if (flat !== null && each !== null) throw wrong(`${path}flat`, 'must be null where the night is charged by periods');
  if (flat !== null && maximum !== null) throw wrong(`${path}maximum`, 'must be null where the night has one amount');
}

const wrong = (field: string, message: string) => faulty({ field, code: 'invalid', message: `${field} ${message}` });
