import { OneOf, Shown, Text, Values } from '../common/fields.js';

/** A part of a path that names one thing; `.` and `..` name none. */
const one = String.raw`/(?!\.{1,2}(?:/|$))[^/?#]{1,200}`;
const levels = '(?:access|elevator|gate|visitor)-levels';

/** The calls that can be tried. */
const tried: readonly (readonly [methods: string, path: string])[] = [
  ['POST', `/(?:${levels}|time-zones|holidays|departments|areas|persons)`],
  ['PATCH DELETE', `/(?:${levels}|time-zones|holidays|departments|areas|persons)${one}`],
  ['POST', `/${levels}${one}/persons`],
  ['PUT DELETE', `/${levels}${one}/persons${one}`],
  ['PUT', `/departments${one}/levels`],
  ['POST', `/persons${one}/(?:leave|reinstate)`],
];
const patterns = tried.map(([methods, path]) => [methods.split(' '), new RegExp(`^${path}$`)] as const);

export const canBeTried = (method: string, path: string): boolean =>
  patterns.some(([methods, pattern]) => methods.includes(method) && pattern.test(path));

export class ChangeBody {
  @OneOf('Of the call', ['POST', 'PATCH', 'PUT', 'DELETE']) method!: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  @Text('Below /admin/v1: of a level, time zone, holiday, department, area or person', {
    min: 1,
    max: 500,
    example: '/access-levels/example-level',
  })
  path!: string;
  @Values('The body of the call', { optional: true }) body?: Record<string, unknown>;
}

class ChangedRightView {
  @Shown('Person') pin!: string;
  @Shown('Door') doorId!: string;
  @Shown('gain: it opens at some time at which it did not', { enum: ['gain', 'lose'] }) change!: string;
}

class DeviceRowsView {
  @Shown('Serial number') sn!: string;
  @Shown('Rows of users, authority, time zones and holidays that it gets or loses') rows!: number;
}

export class ChangeView {
  @Shown('Rights that grow: each a person and a door that opens at some time at which it did not') gain!: number;
  @Shown('Rights that shrink; a right may do both') lose!: number;
  @Shown('People who gain something') peopleGaining!: number;
  @Shown('People who lose something') peopleLosing!: number;
  @Shown('Some of them, at most 20', { type: [ChangedRightView] }) sample!: ChangedRightView[];
  @Shown('Devices that it is about', { type: [DeviceRowsView] }) devices!: DeviceRowsView[];
}
