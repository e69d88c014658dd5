import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { at, call, hour, registration, reservation } from './site.js';

/** What both registration and reservation refuse. `begin`, `end` and `name` are what each calls these fields. */
export const refusals = (begin: string, end: string, name: string): [string, object, number][] => [
  ['no host', { persPersonPin: '' }, -240],
  ['no kind of certificate', { certType: '' }, -241],
  ['no certificate number', { certNum: '' }, -242],
  ['no name', { [name]: '' }, -243],
  ['no reason', { visitReason: '' }, -246],
  ['no begin', { [begin]: '' }, -247],
  ['no end', { [end]: '' }, -247],
  ['a begin that is no time', { [begin]: 'tomorrow' }, -249],
  ['an end that is on no calendar', { [end]: '2099-02-30 10:00:00' }, -249],
  ['a kind of certificate below 2', { certType: '1' }, -250],
  ['a kind of certificate above 8', { certType: '9' }, -250],
  ['a kind of certificate in words', { certType: 'passport' }, -250],
  ['an end before the begin', { [begin]: at(2 * hour), [end]: at(hour) }, -252],
  ['an end that has passed', { [begin]: at(-2 * hour), [end]: at(-hour) }, -252],
  ['a host who is nobody', { persPersonPin: '999' }, -253],
  ['a host who left', { persPersonPin: '2' }, -253],
  ['a department that is none', { deptCode: '99' }, -260],
  ['markup in the name', { [name]: '<b>max</b>' }, -261],
  ['markup in the reason', { visitReason: '<script>' }, -261],
  ['a control character in the company', { company: 'A\u0007B' }, -261],
  ['a quote in the number', { certNum: '45"12' }, -261],
];

/** A department, a host, a person who has left, and two levels of visitors. */
export async function furnish(app: TestApp): Promise<void> {
  await app.api('POST', '/api/department/add', { code: '5', name: 'Sales' });
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana', lastName: 'Soler', deptCode: '5', cardNo: '77' });
  await app.api('POST', '/api/person/add', { pin: '2', name: 'Gone' });
  await app.api('POST', '/api/person/leave', { pin: '2' });
  for (const [id, name] of [
    ['402856aa6bff4b1a016bff5374800c0e', 'public level group'],
    ['402856aa6c3c5063016c3cb3a0360005', 'Labs'],
  ] as const) {
    expect((await app.admin('POST', '/visitor-levels', { id, name })).status).toBe(201);
  }
  await app.sql(`UPDATE acc_level SET created_at = now() + interval '1s' WHERE name = 'Labs'`);
}

/** Calls of the reception desk. */
export function deskOf(app: () => TestApp) {
  const register = (more: object = {}, code = 0) => call(app(), 'visRegistration/add', registration(more), code);

  const reserve = (more: object = {}, code = 0) => call(app(), 'visReservation/add', reservation(more), code);

  return { register, reserve };
}
