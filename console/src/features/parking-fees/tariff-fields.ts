import { isEmpty, listOf, type Field, type Values } from '../../ui/records/field.js';

const periods: Field = {
  name: 'steps',
  kind: 'items',
  shape: 'list',
  fields: [
    { name: 'minutes', kind: 'number', min: 1, isRequired: true, begins: 60 },
    { name: 'amount', kind: 'number', min: 0, isRequired: true },
  ],
};

const hasNight = ({ nightFrom, nightTo }: Values) => !isEmpty(nightFrom) && !isEmpty(nightTo);
const byPeriods = (values: Values) => hasNight(values) && isEmpty(values.nightFlat);

/** A rate, its parts side by side. */
const rate: readonly Field[] = [
  periods,
  { name: 'eachMinutes', kind: 'number', min: 1, isNullable: true, hint: 'each' },
  { name: 'eachAmount', kind: 'number', min: 0, isNullable: true, hint: 'amount' },
  { name: 'dayMaximum', kind: 'number', min: 0, isNullable: true },
  { name: 'nightFrom', kind: 'clock', isNullable: true },
  { name: 'nightTo', kind: 'clock', isNullable: true },
  { name: 'nightFlat', kind: 'number', min: 0, isNullable: true, when: hasNight },
  { name: 'nightMinutes', kind: 'number', min: 1, isNullable: true, when: byPeriods },
  { name: 'nightAmount', kind: 'number', min: 0, isNullable: true, when: byPeriods },
  { name: 'nightMaximum', kind: 'number', min: 0, isNullable: true, when: byPeriods },
];

export const tariffFields: readonly Field[] = [
  { name: 'name', kind: 'text', isRequired: true },
  { name: 'currency', kind: 'text', isRequired: true, hint: 'currency' },
  { name: 'areaId', kind: 'one', of: 'parkingAreas', hasNone: true, isNullable: true, hint: 'area' },
  { name: 'carTypeId', kind: 'one', of: 'parkingCarTypes', hasNone: true, isNullable: true },
  { name: 'freeMinutes', kind: 'number', min: 0, begins: 15 },
  { name: 'deductFreeMinutes', kind: 'flag' },
  { name: 'graceMinutes', kind: 'number', min: 0, begins: 15 },
  { name: 'dayBy', kind: 'choice', options: ['calendar', '24h'], begins: 'calendar' },
  { name: 'stepsEachDay', kind: 'flag' },
  ...rate,
  {
    name: 'otherDays',
    kind: 'items',
    shape: 'list',
    fields: [{ name: 'days', kind: 'texts', isRequired: true, begins: ['sat', 'sun'], hint: 'days' }, ...rate],
  },
];

const objectOf = (value: unknown): Values | null =>
  typeof value === 'object' && value !== null ? (value as Values) : null;

/** A rate of the gateway as the form shows it. */
function flatRate({ each, night, ...rest }: Values): Values {
  const period = objectOf(each);
  const dark = objectOf(night);
  const nightly = objectOf(dark?.each);
  return {
    ...rest,
    ...(period ? { eachMinutes: period.minutes, eachAmount: period.amount } : {}),
    ...(dark ? { nightFrom: dark.from, nightTo: dark.to, nightFlat: dark.flat, nightMaximum: dark.maximum } : {}),
    ...(nightly ? { nightMinutes: nightly.minutes, nightAmount: nightly.amount } : {}),
  };
}

const periodOf = (minutes: unknown, amount: unknown) =>
  isEmpty(minutes) ? null : { minutes, amount: isEmpty(amount) ? 0 : amount };

const orNull = (value: unknown) => (isEmpty(value) ? null : value);

/** What the form has as a rate of the gateway. */
function deepRate(values: Values): Values {
  const { eachMinutes, eachAmount, nightFrom, nightTo, nightFlat, nightMinutes, nightAmount, nightMaximum, ...rest } =
    values;
  const isFlat = !isEmpty(nightFlat);
  const night = {
    ...{ from: nightFrom, to: nightTo, flat: orNull(nightFlat) },
    each: isFlat ? null : periodOf(nightMinutes, nightAmount),
    maximum: isFlat ? null : orNull(nightMaximum),
  };
  return {
    ...rest,
    dayMaximum: orNull(rest.dayMaximum),
    steps: listOf(rest.steps),
    each: periodOf(eachMinutes, eachAmount),
    night: hasNight(values) ? night : null,
  };
}

export const formOf = (tariff: Values): Values => ({
  ...flatRate(tariff),
  otherDays: listOf(tariff.otherDays).map((one) => flatRate(objectOf(one) ?? {})),
});

export const tariffOf = (form: Values): Record<string, unknown> => ({
  ...deepRate(form),
  otherDays: listOf(form.otherDays).map((one) => deepRate(objectOf(one) ?? {})),
});
